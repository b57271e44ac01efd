// The page of one jet as a user meets it: what is chosen among the events is what it shows, α and the merges
// are played in all views, and the whole of it comes back from a session file.
#include "core/sample/sample_table.h"
#include "core/substructure/jet_analysis.h"
#include "tests/app/open_window.h"

#include <QComboBox>
#include <QSlider>

#include <set>

using namespace quincunx;

class JetPage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::OpenWindow> m_window;
    QTemporaryDir m_folder;

    Document &document() { return m_window->document(); }
    const Scene &scene() { return m_window->scene(); }
    const JetAnalysis &jet() { return *scene().jet; }

    void openTop() {
        QVERIFY(m_window->open(test::example("boosted_top_event.dat")));
        m_window->trigger("workspace.jet");
        QVERIFY(m_window->settle());
        QVERIFY2(scene().jet, scene().jetError.c_str());
    }

private Q_SLOTS:
    void initTestCase() {
        test::OpenWindow::prepare(m_folder);
        QUINCUNX_NEED(test::examplesDir() / "boosted_top_event.dat");
    }
    void init() { m_window = std::make_unique<test::OpenWindow>(); }
    void cleanup() { m_window.reset(); }

    void showsTheJetThatIsChosen() {
        QVERIFY(m_window->open(test::example("boosted_top_event.dat")));
        QVERIFY(!scene().jet); // nobody looks at it yet
        document().pick({.jet = 1}, false);
        m_window->trigger("workspace.jet");
        QVERIFY(m_window->settle());
        QVERIFY(scene().jet);
        QCOMPARE(jet().substructure->particles, scene().clustering->jets[1].constituents);

        auto *box = m_window->find<QComboBox>("jet");
        QCOMPARE(box->currentIndex(), 1);
        box->setCurrentIndex(0);
        Q_EMIT box->activated(0);
        QVERIFY(m_window->settle());
        QCOMPARE(jet().substructure->particles, scene().clustering->jets[0].constituents);
        m_window->trigger("edit.undo");
        QVERIFY(m_window->settle());
        QCOMPARE(jet().substructure->particles, scene().clustering->jets[1].constituents);

        document().change("radius", [](Session &session) { session.clustering.radius = 0.8; });
        QVERIFY(m_window->settle());
        QCOMPARE(document().session().jet, 0); // jets are numbered anew: the hardest again
        QCOMPARE(jet().substructure->particles, scene().clustering->jets[0].constituents);
    }

    void alphaIsDraggedAndSnaps() {
        openTop();
        auto *slider = m_window->find<QSlider>("alpha-slider");
        const auto substructure = jet().substructure;
        slider->setSliderDown(true);
        for (int position : {100, 60, 30, 2}) // −0.98 is near enough to −1
            slider->setSliderPosition(position);
        slider->setSliderDown(false);
        QVERIFY(m_window->settle());
        QCOMPARE(document().session().jetSettings.alpha, -1.0);
        QCOMPARE(jet().settings.alpha, -1.0);
        QCOMPARE(jet().substructure, substructure); // what does not depend on α is kept
        m_window->trigger("edit.undo");             // the drag was one step
        QVERIFY(m_window->settle());
        QCOMPARE(document().session().jetSettings.alpha, 0.0);
    }

    void clusteringIsPlayedInAllViews() {
        openTop();
        auto *merges = m_window->find<QSlider>("merges");
        const int n = jet().tree.leafCount();
        QCOMPARE(merges->maximum(), n - 1);
        QCOMPARE(merges->value(), n - 1);
        QVERIFY(scene().branchOfParticle.empty());
        std::map<QString, QImage> merged;
        for (View *view : m_window->window().workspace().views())
            merged[view->objectName()] = view->picture({400, 300}, Theme::light());

        merges->setValue(n - 3);
        QVERIFY(m_window->settle());
        QCOMPARE(document().session().jetDisplay.branches, 3);
        std::set<int> branches(scene().branchOfParticle.begin(), scene().branchOfParticle.end());
        QCOMPARE(branches, (std::set<int>{-1, 0, 1, 2}));
        for (const char *name : {"jet-plane", "jet-tree", "jet-lego", "jet-3d"})
            QVERIFY2(m_window->view(name)->picture({400, 300}, Theme::light()) != merged[name], name);

        m_window->trigger("jet.play-clustering");
        QTRY_COMPARE_WITH_TIMEOUT(merges->value(), n - 1, 15000);
        QTRY_COMPARE(document().session().jetDisplay.branches, 1);
        QVERIFY(m_window->settle());
        m_window->trigger("edit.undo"); // the play was one step
        QCOMPARE(document().session().jetDisplay.branches, 3);
    }

    void comesBackFromASession() {
        openTop();
        document().pick({.jet = 1}, false);
        document().change("settings", [](Session &session) {
            session.jetSettings.alpha = -0.4;
            session.jetDisplay.branches = 4;
            session.jetDisplay.matrixScale = JetDisplay::MatrixScale::Softmax;
            session.sample = {{{}, "w", 30, 3, {}}};
        });
        QVERIFY(m_window->settle());
        const QString path = m_folder.filePath("jet.quincunx");
        m_window->window().sessionFiles().save(path);
        const Session saved = document().sessionToSave();

        m_window = std::make_unique<test::OpenWindow>();
        m_window->window().sessionFiles().open({path});
        QVERIFY(m_window->settle());
        QVERIFY(document().sessionToSave() == saved);
        QCOMPARE(m_window->window().workspace().name(), QStringLiteral("jet"));
        QVERIFY(scene().jet);
        QCOMPARE(jet().settings.alpha, -0.4);
        QVERIFY(!document().sample().table()); // no long work by itself
    }

    void sampleIsMeasuredStoppedAndKept() {
        openTop();
        document().change("sample", [](Session &session) {
            session.sample = {{{}, "w", 150, 1, {}}, {{}, "qcd", 150, 2, {}}};
        });
        SampleDesk &desk = document().sample();
        desk.setCacheFile(m_folder.filePath("sample").toStdString());
        desk.scan();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.job().isRunning(), 30000);
        QVERIFY(desk.table() && desk.isCurrent());
        QCOMPARE(desk.table()->labels, (std::vector<std::string>{"W", "QCD"}));
        QCOMPARE(m_window->find<QComboBox>("sample-second")->currentText(), QStringLiteral("QCD"));

        document().change("more", [](Session &session) { session.sample[0].count = 2000000; });
        QVERIFY(!desk.isCurrent());
        desk.scan();
        QTRY_VERIFY_WITH_TIMEOUT(desk.table()->jets() > 300, 20000); // part of it is shown
        QElapsedTimer answer;
        answer.start();
        desk.job().cancel();
        QVERIFY(answer.elapsed() < 100);
        QVERIFY(desk.table()->jets() > 300 && !desk.isCurrent());

        document().change("back", [](Session &session) { session.sample[0].count = 150; });
        desk.scan(); // from the cache
        QTRY_VERIFY(desk.isCurrent());
        QCOMPARE(desk.table()->jets(), std::size_t(300));
    }
};

QUINCUNX_TEST(jet_page, JetPage, ProgramApplication)
#include "test_jet_page.moc"
