// The page of trees as a user meets it: a shower or a jet is chosen, its trees are told apart, what the mouse
// is over is marked in all of them, and the whole of it comes back from a session file.
#include "core/substructure/jet_analysis.h"
#include "tests/app/open_window.h"
#include "views/document/trees_desk.h"
#include "views/tree_scaling/tree_scaling_view.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

using namespace quincunx;

class TreesPage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::OpenWindow> m_window;
    QTemporaryDir m_folder;

    Document &document() { return m_window->document(); }
    TreesDesk &desk() { return document().trees(); }
    bool settle() {
        return m_window->settle() && QTest::qWaitFor([this] { return !desk().job().isRunning(); }, 20000);
    }
    void openPage() {
        m_window->trigger("workspace.trees");
        QVERIFY(settle());
        QVERIFY2(desk().result(), qPrintable(desk().message()));
    }
    void set(const std::function<void(Session &)> &edit) {
        document().change("test", edit);
        QVERIFY(settle());
    }
    QImage picture(const char *view) { return m_window->view(view)->picture({480, 360}, Theme::light()); }
    /// The first place of a view where the mouse is over a cluster that pleases.
    QPoint placeOf(QWidget *view, const std::function<bool(Cluster)> &pleases) {
        QTest::qWait(100); // until the display server has given the window its last size
        for (int y = 4; y < view->height(); y += 4)
            for (int x = 4; x < view->width(); x += 4) {
                QTest::mouseMove(view, {x, y});
                if (pleases(desk().hovered()))
                    return {x, y};
            }
        return {-1, -1};
    }

private Q_SLOTS:
    void initTestCase() {
        test::OpenWindow::prepare(m_folder);
        QUINCUNX_NEED(test::examplesDir() / "boosted_top_event.dat");
    }
    void init() { m_window = std::make_unique<test::OpenWindow>(); }
    void cleanup() { m_window.reset(); }

    void nothingIsMadeBeforeThePageIsShown() {
        QVERIFY(m_window->open(test::example("boosted_top_event.dat")));
        QVERIFY(!desk().result() && !desk().job().isRunning());
        openPage();
        QCOMPARE(desk().result()->leaves.size(), 9);
    }

    void whatTheMouseIsOverIsMarkedInAllTrees() {
        openPage();
        QWidget *stack = m_window->view("trees"), *clusters = m_window->view("clusters");
        const QPoint place = placeOf(stack, [](Cluster cluster) { return cluster && !isLeaf(cluster); });
        QVERIFY2(place.x() >= 0, "no node is anywhere under the mouse");
        const Cluster hovered = desk().hovered();
        QVERIFY(m_window->find<QLabel>("hint")->text().contains("P "));
        const QImage with = clusters->grab().toImage();
        QTest::mouseClick(stack, Qt::LeftButton, Qt::NoModifier, place);
        QCOMPARE(desk().chosen(), hovered);
        desk().setHovered(0);
        desk().choose(hovered, true); // toggles
        QCOMPARE(desk().chosen(), Cluster(0));
        if (std::ranges::count(desk().result()->likely, hovered, &WeighedCluster::cluster))
            QVERIFY(clusters->grab().toImage() != with);
    }

    void treesOfAJetChooseItsParticles() {
        QVERIFY(m_window->open(test::example("boosted_top_event.dat")));
        openPage();
        set([](Session &session) {
            session.trees.source = TreesSettings::Source::Jet;
            session.trees.subjets = 10;
            session.trees.tCut = 1;
        });
        QVERIFY2(desk().result() && desk().result()->isJet(), qPrintable(desk().message()));
        QCOMPARE(desk().result()->leaves.size(), 10);
        QVERIFY(m_window->find<QLabel>("trees-summary")->text().contains("subjets"));
        QWidget *stack = m_window->view("trees");
        const QPoint leaf = placeOf(stack, [](Cluster cluster) { return cluster && isLeaf(cluster); });
        QVERIFY(leaf.x() >= 0);
        QVERIFY(document().hover().particle >= 0);
        const Cluster cluster = desk().hovered();
        QTest::mouseClick(stack, Qt::LeftButton, Qt::NoModifier, leaf);
        std::vector<int> particles =
            desk().result()->leaves.particles[static_cast<std::size_t>(std::countr_zero(cluster))];
        std::ranges::sort(particles);
        QCOMPARE(document().session().selection.particles, particles);
        QCOMPARE(desk().chosen(), cluster);
        m_window->trigger("edit.undo");
        QCOMPARE(desk().chosen(), Cluster(0));

        // A cluster is seen in the views of the event: here the lego beside the trees.
        View *lego = m_window->view("trees-lego");
        const Cluster all = allLeaves(desk().result()->leaves.size());
        desk().setHovered(all);
        std::vector<int> constituents; // of all leaves: the jet's
        for (const auto &some : desk().result()->leaves.particles)
            constituents.insert(constituents.end(), some.begin(), some.end());
        std::ranges::sort(constituents);
        QCOMPARE(document().hover().particles, constituents);
        QVERIFY(document().hover().particle < 0);
        auto *dock = m_window->find<QDockWidget>("dock-trees-lego");
        dock->raise();
        QVERIFY(QTest::qWaitFor([&] { return dock->geometry().right() > 0; })); // tabs behind are elsewhere
        const QImage marked = lego->grab().toImage();
        desk().setHovered(0);
        QVERIFY(document().hover() == Hover{});
        QVERIFY(lego->grab().toImage() != marked);

        // The other way round: a particle of another page is a leaf here.
        desk().setHovered(0);
        document().setHover({.particle = particles.front()});
        QCOMPARE(desk().hovered(), cluster);
        // Another jet, other trees.
        const auto before = desk().result()->leaves.particles;
        document().showJet(1);
        QVERIFY(settle());
        QVERIFY(desk().result()->leaves.particles != before);
    }

    void anotherKindBringsItsRates() {
        openPage();
        auto *kind = m_window->find<QComboBox>("kind");
        kind->setCurrentIndex(kind->findData("w"));
        Q_EMIT kind->activated(kind->currentIndex());
        QVERIFY(settle());
        QCOMPARE(document().session().trees.lambdaRoot, 3.);
        QCOMPARE(desk().result()->settings.kind, std::string("w"));
        m_window->trigger("edit.undo"); // one step
        QVERIFY(settle());
        QCOMPARE(document().session().trees.lambdaRoot, 1.5);
        QCOMPARE(desk().result()->settings.kind, std::string("qcd"));
    }

    void everyViewShowsItsTrees() {
        openPage();
        set([](Session &session) { session.trees.leaves = 6; });
        std::map<QString, QImage> before;
        for (View *view : m_window->window().workspace().views())
            before[view->name()] = view->picture({480, 360}, Theme::light());
        set([](Session &session) { session.trees.seed = 12; });
        for (View *view : m_window->window().workspace().views())
            if (view->name() != QStringLiteral("tree-scaling") && view->name() != QStringLiteral("lego"))
                QVERIFY2(view->picture({480, 360}, Theme::light()) != before[view->name()],
                         qPrintable(view->name()));
    }

    void theRecursionIsPlayedStepByStep() {
        openPage();
        set([](Session &session) { session.trees.leaves = 5; });
        const QImage done = picture("trellis-graph");
        set([](Session &session) { session.treesDisplay.trellisStep = 1; });
        const QImage first = picture("trellis-graph");
        QVERIFY(first != done);
        QTest::mouseClick(m_window->find<QPushButton>("trellis-play"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(document().session().treesDisplay.trellisStep, 4, 10000);
        QVERIFY(picture("trellis-graph") != first);
        QTest::mouseClick(m_window->find<QPushButton>("trellis-play"), Qt::LeftButton);
        const int step = document().session().treesDisplay.trellisStep;
        QTest::qWait(800);
        QCOMPARE(document().session().treesDisplay.trellisStep, step);
        m_window->trigger("edit.undo"); // the play was one step
        QCOMPARE(document().session().treesDisplay.trellisStep, 1);
    }

    void longWorkWaitsForItsButton() {
        openPage();
        auto *compute = m_window->find<QPushButton>("trees-compute");
        QVERIFY(!compute->isVisible());
        set([](Session &session) {
            session.trees.kind = "w";
            session.trees.leaves = 18;
        });
        QVERIFY(compute->isVisible() && compute->isEnabled());
        QVERIFY(m_window->find<QLabel>("trees-summary")->text().contains("Compute"));
        QTest::mouseClick(compute, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([this] { return desk().isCurrent(); }, 60000));
        QVERIFY(!compute->isVisible());
        QVERIFY(desk().result()->trellis);
    }

    void scalingIsMeasuredWhenAskedToAndStops() {
        openPage();
        auto *view = m_window->find<TreeScalingView>("tree-scaling");
        auto *button = m_window->find<QPushButton>("scaling-measure");
        QVERIFY(view->points().empty() && !view->job().isRunning());
        button->click();
        QTRY_VERIFY_WITH_TIMEOUT(view->points().size() >= 3, 20000);
        QElapsedTimer answer;
        answer.start();
        if (view->job().isRunning())
            button->click();
        QVERIFY(!view->job().isRunning() && answer.elapsed() < 100);
        QVERIFY(view->points().size() >= 3); // kept
        for (const ScalingPoint &point : view->points()) {
            QVERIFY(point.greedyGap >= -1e-9 && point.beamGap >= -1e-9);
            QVERIFY(point.trellisSeconds > 0 && point.beamSeconds > 0);
        }
        QCOMPARE(view->points().front().leaves, 4);
    }

    void aClickOnTheSurfaceTakesItsRates() {
        openPage();
        set([](Session &session) { session.treesDisplay.kt = true; });
        View *surface = m_window->view("ln-z");
        surface->resize(480, 360);
        QTest::mouseClick(surface, Qt::LeftButton, Qt::NoModifier, {200, 150});
        QVERIFY(settle());
        const TreesSettings &trees = document().session().trees;
        QVERIFY(trees.lambda != 1.5 && trees.lambda > 0.2 && trees.lambda < 4);
        QVERIFY(trees.tCut > 1 && trees.tCut < 256);
        QCOMPARE(desk().result()->settings.lambda, trees.lambda);
        m_window->trigger("edit.undo");
        QVERIFY(settle());
        QCOMPARE(document().session().trees.lambda, 1.5);
    }

    void comesBackFromASession() {
        QVERIFY(m_window->open(test::example("boosted_top_event.dat")));
        openPage();
        set([](Session &session) {
            session.trees.source = TreesSettings::Source::Expression;
            session.trees.subjets = 8;
            session.treesDisplay.height = TreesDisplay::Height::Leaves;
        });
        const QString path = m_folder.filePath("trees.quincunx");
        m_window->window().sessionFiles().save(path);
        const Session saved = document().sessionToSave();
        const QImage before = picture("trees");

        m_window = std::make_unique<test::OpenWindow>();
        m_window->window().sessionFiles().open({path});
        QVERIFY(settle());
        // Cameras of pages that were never shown follow the event that is there at first: not compared.
        auto withoutCameras = [](Session session) {
            session.viewpoints = nlohmann::json(session.viewpoints.at("workspace"));
            return session;
        };
        QVERIFY(withoutCameras(document().sessionToSave()) == withoutCameras(saved));
        QCOMPARE(m_window->window().workspace().name(), QStringLiteral("trees"));
        QVERIFY(desk().isCurrent());
        QVERIFY(desk().result()->leaves.joined.find("60 samples") != std::string::npos);
        // Times differ from run to run; the trees do not.
        QVERIFY(!before.isNull() && !picture("trees").isNull());
        QCOMPARE(desk().result()->find("map")->tree.leafCount(), 8);
    }
};

QUINCUNX_TEST(trees_page, TreesPage, ProgramApplication)
#include "test_trees_page.moc"
