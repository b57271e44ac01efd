// The page of flows as a user meets it: the target is there at once, a flow is trained and watched, stopped
// and kept, cancelled, saved and opened; the arm's tip is dragged; all of it comes back from a session.
#include "tests/app/open_window.h"
#include "views/document/flow_desk.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>

#include <numbers>

using namespace quincunx;

class FlowPage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::OpenWindow> m_window;
    QTemporaryDir m_folder;

    Document &document() { return m_window->document(); }
    FlowDesk &desk() { return document().flow(); }
    bool settle() {
        return m_window->settle() && QTest::qWaitFor([this] { return desk().isSettled(); }, 60000);
    }
    void openPage() {
        m_window->trigger("workspace.flows");
        QVERIFY(settle());
        QVERIFY2(desk().result(), qPrintable(desk().message()));
    }
    void choose(const char *box, const char *name) {
        auto *combo = m_window->find<QComboBox>(box);
        combo->setCurrentIndex(combo->findData(QString(name)));
        Q_EMIT combo->activated(combo->currentIndex());
        QVERIFY(settle());
    }
    void setSteps(int steps) {
        document().change("test", [steps](Session &session) {
            session.flow.training.steps = steps;
            session.flow.flowSettings = {.layers = 1, .components = 6, .bins = 8, .hidden = 16};
        });
        QVERIFY(settle());
    }
    QPushButton *button(const char *name) { return m_window->find<QPushButton>(name); }
    void click(const char *name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    /// Of the map of the target, wherever it is: by the place that the view itself tells.
    QPoint targetCentre(View *maps) {
        QPoint found;
        QString hint;
        connect(maps, &View::hint, this, [&](const QString &text) { hint = text; });
        for (int y = 4; y < maps->height() && found.isNull(); y += 4)
            for (int x = 4; x < maps->width() && found.isNull(); x += 4) {
                QTest::mouseMove(maps, {x, y});
                const auto middle = [&](const QString &name, double low, double high) {
                    const QRegularExpressionMatch match =
                        QRegularExpression(name + QStringLiteral(" (-?[0-9.]+)")).match(hint);
                    return match.hasMatch() && match.captured(1).toDouble() > low &&
                           match.captured(1).toDouble() < high;
                };
                if (middle(QStringLiteral("height"), -0.15, 0.15) ||
                    (middle(QStringLiteral("θ₁"), 2.6, 3.6) && middle(QStringLiteral("θ₂"), 2.6, 3.6)))
                    found = {x, y};
            }
        maps->disconnect(this);
        return found + QPoint(manifoldIsSphere() ? 20 : 0, 0);
    }
    bool manifoldIsSphere() { return document().session().flow.manifold == "s2"; }
    double divergence() { return desk().result()->picture.divergence(); }

private Q_SLOTS:
    void initTestCase() { test::OpenWindow::prepare(m_folder); }
    void init() { m_window = std::make_unique<test::OpenWindow>(); }
    void cleanup() { m_window.reset(); }

    void theTargetIsThereAtOnce() {
        openPage();
        QVERIFY(!desk().isTrained());
        const FlowChart &chart = desk().result()->picture.charts.front();
        // the flow is uniform before training, and both are densities
        double model = 0, target = 0;
        for (int j = 0; j < chart.rows; ++j)
            for (int i = 0; i < chart.columns; ++i) {
                const double latitude = std::numbers::pi * ((j + 0.5) / chart.rows - 0.5);
                const double cell =
                    std::numbers::pi / chart.rows * 2 * std::numbers::pi / chart.columns * std::cos(latitude);
                const auto k = static_cast<std::size_t>(j * chart.columns + i);
                QVERIFY(std::abs(static_cast<double>(chart.model[k]) * 4 * std::numbers::pi - 1) < 1e-5);
                model += cell * static_cast<double>(chart.model[k]);
                target += cell * static_cast<double>(chart.target[k]);
            }
        QVERIFY(std::abs(model - 1) < 1e-3 && std::abs(target - 1) < 1e-3);
        QVERIFY(!button("flow-more")->isVisible() && !button("flow-save")->isEnabled());
    }

    void aFlowIsTrainedAndWatched() {
        openPage();
        setSteps(600);
        const double before = divergence();
        int shown = 0;
        connect(&desk(), &FlowDesk::changed, this, [&] { shown += desk().isTrained(); });
        click("flow-run");
        QCOMPARE(button("flow-run")->text(), QStringLiteral("Cancel"));
        QVERIFY(settle());
        QVERIFY(desk().isCurrent() && desk().isTrained() && shown >= 3);
        QVERIFY2(divergence() < 0.2 * before, QByteArray::number(divergence()));
        QVERIFY(m_window->find<QLabel>("flow-laws")->text().contains("✓"));
        QVERIFY2(!m_window->find<QLabel>("flow-laws")->text().contains("✗"),
                 qPrintable(m_window->find<QLabel>("flow-laws")->text()));
        // other numbers leave it in sight, and say so; undo finds it again
        const auto trained = desk().result();
        document().change("test", [](Session &session) { session.flow.training.seed = 7; });
        QVERIFY(!desk().isCurrent() && desk().isTrained());
        QVERIFY(m_window->find<QLabel>("flow-state")->text().contains("train again"));
        m_window->trigger("edit.undo");
        QVERIFY(desk().isCurrent());
        QCOMPARE(desk().result()->model.state.parameters, trained->model.state.parameters);
    }

    void trainingIsStoppedKeptAndCancelled() {
        openPage();
        setSteps(1'000'000);
        click("flow-run");
        QTRY_VERIFY_WITH_TIMEOUT(desk().isTrained(), 30000);
        QTest::qWait(300);
        click("flow-keep");
        QVERIFY(settle());
        QVERIFY(desk().isTrained() && desk().isCurrent());
        const int steps = desk().result()->history.back().step;
        QVERIFY(steps > 0 && steps < 1'000'000);
        const auto kept = desk().result();
        document().change("test", [](Session &session) { session.flow.training.seed = 9; });
        click("flow-run");
        QVERIFY(desk().trainJob().isRunning());
        QElapsedTimer timer;
        timer.start();
        click("flow-run"); // Cancel
        QVERIFY(!desk().trainJob().isRunning() && timer.elapsed() < 100);
        QVERIFY(desk().result());
    }

    void anotherManifoldHasOtherTargets() {
        openPage();
        choose("manifold", "t2");
        QCOMPARE(document().session().flow.target, std::string("unimodal"));
        QVERIFY(!desk().result()->picture.charts.front().sphere);
        choose("target", "mixture4"); // lives on spheres
        QVERIFY(!desk().result() && desk().message().contains("does not live on t2"));
        QVERIFY(!button("flow-run")->isEnabled());
        m_window->trigger("edit.undo");
        QVERIFY(settle());
        QVERIFY(desk().result() && button("flow-run")->isEnabled());
        choose("manifold", "s3");
        QCOMPARE(desk().result()->picture.charts.size(), std::size_t(5));
        choose("manifold", "t4");
        QCOMPARE(desk().result()->picture.charts.size(), std::size_t(3));
    }

    void theArmFollowsItsTip() {
        openPage();
        choose("manifold", "t2");
        choose("target", "robot_arm");
        document().change("test", [](Session &session) {
            session.flow.targetSettings = {.tipX = 0.5, .tipY = 0.3, .tipWidth = 0.15, .link = 0.5};
        });
        setSteps(400);
        click("flow-run");
        QVERIFY(settle());
        m_window->find<QDockWidget>("dock-robot-arm")->raise();
        View *arm = m_window->view("robot-arm");
        QTRY_VERIFY(arm->isVisible());
        const TargetSettings before = document().session().flow.targetSettings;
        const QPoint middle = arm->rect().center();
        QTest::mousePress(arm, Qt::LeftButton, Qt::NoModifier, middle + QPoint(30, -20));
        QTest::mouseMove(arm, middle + QPoint(-40, -30));
        QTest::mouseRelease(arm, Qt::LeftButton, Qt::NoModifier, middle + QPoint(-40, -30));
        QVERIFY(desk().trainJob().isRunning()); // from what it knows
        QVERIFY(settle());
        const TargetSettings after = document().session().flow.targetSettings;
        QVERIFY(after.tipX < 0 && after.tipY > 0);
        QVERIFY(desk().isTrained() && desk().isCurrent());
        // the tips that it draws are where they shall be
        const PointRows &draws = desk().result()->picture.figures.points;
        double x = 0;
        for (Eigen::Index i = 0; i < draws.rows(); ++i)
            x += 0.5 * (std::cos(draws(i, 0)) + std::cos(draws(i, 0) + draws(i, 1)));
        QVERIFY(std::abs(x / static_cast<double>(draws.rows()) - after.tipX) < 0.1);
        m_window->trigger("edit.undo"); // the drag was one step
        QCOMPARE(document().session().flow.targetSettings, before);
    }

    /// With Shift a curve is drawn, and the arm's tip learns to be on it.
    void theTipFollowsACurve() {
        openPage();
        choose("manifold", "t2");
        choose("target", "robot_arm");
        document().change("test", [](Session &session) { session.flow.targetSettings.link = 0.5; });
        setSteps(200);
        m_window->find<QDockWidget>("dock-robot-arm")->raise();
        View *arm = m_window->view("robot-arm");
        QTRY_VERIFY(arm->isVisible());
        const QPoint middle = arm->rect().center();
        QTest::mousePress(arm, Qt::LeftButton, Qt::ShiftModifier, middle + QPoint(-40, -40));
        for (int x = -36; x <= 40; x += 4)
            QTest::mouseMove(arm, middle + QPoint(x, -40));
        QTest::mouseRelease(arm, Qt::LeftButton, Qt::ShiftModifier, middle + QPoint(40, -40));
        QVERIFY(settle());
        QVERIFY(document().session().flow.targetSettings.shape.size() > 5);
        QVERIFY(desk().result()->target->exactLogNormaliser());
        const Session again = sessionFromJson(toJson(document().sessionToSave()).dump(), "test");
        QCOMPARE(again.flow, document().session().flow);
        click("arm-place");
        QVERIFY(settle());
        QVERIFY(document().session().flow.targetSettings.shape.empty());
        m_window->trigger("edit.undo");
        m_window->trigger("edit.undo"); // the whole curve was one step
        QVERIFY(document().session().flow.targetSettings.shape.empty());
    }

    /// A stroke over the target's map, on the torus and on the sphere: the density grows there, the flow
    /// learns on, the right button wipes, and all of a stroke is one step of undo.
    void aTargetIsPainted_data() {
        QTest::addColumn<QString>("manifold");
        QTest::newRow("torus") << "t2";
        QTest::newRow("sphere") << "s2";
    }
    void aTargetIsPainted() {
        QFETCH(QString, manifold);
        openPage();
        choose("manifold", qPrintable(manifold));
        choose("target", "painted");
        setSteps(200);
        click("flow-run");
        QVERIFY(settle());
        const auto largest = [this] {
            return *std::ranges::max_element(desk().result()->picture.charts.front().target);
        };
        const float flat = largest();
        View *maps = m_window->view("flow-density");
        const QPoint start = targetCentre(maps);
        QTest::mousePress(maps, Qt::LeftButton, Qt::NoModifier, start);
        QTest::mouseMove(maps, start + QPoint(20, 0)); // in one leap
        QTest::mouseRelease(maps, Qt::LeftButton, Qt::NoModifier, start + QPoint(20, 0));
        QVERIFY(desk().trainJob().isRunning()); // at once, from what it knows
        QVERIFY(settle());
        const auto painting = [this] { return document().session().flow.targetSettings.painting; };
        QVERIFY(painting().size() >= 3);
        const Manifold on = Manifold::named(manifold.toStdString());
        for (std::size_t k = 1; k < painting().size(); ++k) {
            const double apart = on.distance(painting()[k - 1].at, painting()[k].at);
            QVERIFY2(apart < painting()[k].width, QByteArray::number(apart));
        }
        QVERIFY(largest() > 3 * flat);
        const double learned = divergence();
        QVERIFY2(learned < 1, QByteArray::number(learned));
        const std::size_t painted = painting().size();
        QTest::mouseClick(maps, Qt::RightButton, Qt::NoModifier, start);
        QVERIFY(painting().size() < painted);
        QVERIFY(settle());
        m_window->trigger("edit.undo");
        m_window->trigger("edit.undo");
        QVERIFY(settle());
        QVERIFY(painting().empty());
        // another manifold has another canvas
        m_window->trigger("edit.redo");
        choose("manifold", manifold == "t2" ? "s2" : "t2");
        QVERIFY(painting().empty() && desk().message().isEmpty());
    }

    void samplesOfAFileAreLearned() {
        const QString path = m_folder.filePath("samples.csv");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("longitude,latitude\n");
        RandomEngine random(3);
        for (int i = 0; i < 400; ++i) // around (40° E, 50° N)
            file.write(QStringLiteral("%1,%2\n")
                           .arg(40 + 15 * standardNormal(random))
                           .arg(50 + 8 * standardNormal(random))
                           .toUtf8());
        file.close();
        openPage();
        choose("target", "samples");
        QVERIFY(!desk().result() && desk().message().contains("no file is chosen"));
        document().change(
            "test", [&](Session &session) { session.flow.targetSettings.samples = path.toStdString(); });
        setSteps(300);
        QVERIFY2(desk().result(), qPrintable(desk().message()));
        click("flow-run");
        QVERIFY(settle());
        QVERIFY(desk().isTrained());
        const double loss = desk().result()->history.back().loss;
        QVERIFY2(loss < std::log(4 * std::numbers::pi) - 1.5, QByteArray::number(loss));
        QVERIFY(m_window->find<QLabel>("flow-state")->text().contains("held out"));
        QVERIFY(!m_window->view("flow-training")->grab().isNull());
    }

    void flowsRace() {
        openPage();
        choose("manifold", "t2");
        setSteps(450);
        int rivals = 0;
        connect(&desk(), &FlowDesk::changed, this,
                [&] { rivals = std::max(rivals, static_cast<int>(desk().rivals().size())); });
        click("flow-race");
        QVERIFY(settle());
        QCOMPARE(rivals, 2);
        QCOMPARE(desk().rivals().size(), std::size_t(2));
        QCOMPARE(desk().result()->learned.flow, std::string("mobius"));
        choose("flow", "spline"); // it is there already
        QVERIFY(desk().isTrained() && desk().isCurrent());
        QCOMPARE(desk().result()->history.back().step, 450);
        QVERIFY(!desk().trainJob().isRunning());
    }

    void slicesOfTheThreeSphereMove() {
        openPage();
        choose("manifold", "s3");
        const auto before = desk().result();
        document().change("test", [](Session &session) { session.flowDisplay.slice = 0.6; });
        QVERIFY(settle());
        const auto &charts = desk().result()->picture.charts;
        QCOMPARE(charts[chosenSlice].height, 0.6);
        QVERIFY(charts[chosenSlice].target != before->picture.charts[chosenSlice].target);
        QVERIFY(charts[0].target == before->picture.charts[0].target);
        document().change("test", [](Session &session) {
            session.flowDisplay.threeSphere = FlowDisplay::ThreeSphere::Ball;
        });
        QVERIFY(settle());
    }

    void aModelIsSavedAndOpened() {
        const QString path = m_folder.filePath("flow.json");
        openPage();
        QVERIFY_THROWS_EXCEPTION(Error, desk().save(path));
        setSteps(200);
        click("flow-run");
        QVERIFY(settle());
        desk().save(path);
        const std::vector<double> parameters = desk().result()->model.state.parameters;
        const FlowTask task = document().session().flow;
        m_window = std::make_unique<test::OpenWindow>();
        openPage();
        desk().open(path);
        QVERIFY(settle());
        QCOMPARE(document().session().flow, task);
        QVERIFY(desk().isTrained() && desk().isCurrent());
        QCOMPARE(desk().result()->model.state.parameters, parameters);
    }

    void comesBackFromASessionWithoutTraining() {
        openPage();
        choose("manifold", "t2");
        choose("target", "multimodal");
        document().change("test", [](Session &session) { session.flowDisplay.warp = 0.4; });
        const Session saved = document().sessionToSave();
        const Session again = sessionFromJson(toJson(saved).dump(), "test");
        QCOMPARE(again, saved);
        m_window = std::make_unique<test::OpenWindow>();
        document().load(again);
        openPage();
        QCOMPARE(document().session().flow, saved.flow);
        QVERIFY(!desk().isTrained() && !desk().trainJob().isRunning());
    }
};

QUINCUNX_TEST(flow_page, FlowPage, test::ProgramApplication)
#include "test_flow_page.moc"
