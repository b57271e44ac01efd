// The page of inference as a user meets it: the observation is dragged and the posterior follows, a simulated
// point is taken, an estimator is run, and all of it comes back from a session file.
#include "tests/app/open_window.h"
#include "views/data_space/data_space_view.h"
#include "views/galton/galton_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>

#include <fstream>

using namespace quincunx;

class InferencePage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::OpenWindow> m_window;
    QTemporaryDir m_folder;

    Document &document() { return m_window->document(); }
    InferenceDesk &desk() { return document().inference(); }
    bool settle() {
        return m_window->settle() && QTest::qWaitFor([this] { return desk().isSettled(); }, 90000);
    }
    void openPage() {
        m_window->trigger("workspace.inference");
        QVERIFY(settle());
        QVERIFY2(desk().estimate(), qPrintable(desk().message()));
    }
    DataSpaceView *data() { return m_window->find<DataSpaceView>("data-space"); }
    void choose(const char *box, const char *name) {
        auto *combo = m_window->find<QComboBox>(box);
        combo->setCurrentIndex(combo->findData(QString(name)));
        Q_EMIT combo->activated(combo->currentIndex());
        QVERIFY(settle());
    }

    /// Describes a program of one parameter and two data. \param answer in Python. \return its name.
    std::string describe(const QString &file, const std::string &answer) {
        const std::string path = m_folder.filePath(file).toStdString();
        std::ofstream(path) << R"--({"name": "tossed", "data": ["u", "v"],
            "parameters": [{"name": "a", "prior": "uniform", "low": 0, "high": 1}],
            "command": ["python3", "-uc", "import sys, random\nfor line in sys.stdin: print()--"
                            << answer << R"--()"]})--";
        return "external:" + path;
    }
    /// Opens a file by the last entry of the list of simulators and the dialog that comes then.
    void openSimulator(const QString &path) {
        QTimer::singleShot(200, this, [path] {
            auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(path);
            QMetaObject::invokeMethod(dialog, "accept", Qt::QueuedConnection);
        });
        auto *combo = m_window->find<QComboBox>("simulator");
        combo->setCurrentIndex(combo->count() - 1);
        Q_EMIT combo->activated(combo->currentIndex());
        QVERIFY(settle());
    }

private Q_SLOTS:
    void initTestCase() { test::OpenWindow::prepare(m_folder); }
    void init() { m_window = std::make_unique<test::OpenWindow>(); }
    void cleanup() { m_window.reset(); }

    void nothingIsMadeBeforeThePageIsShown() {
        QVERIFY(!desk().cloud() && !m_window->window().findChild<QWidget *>("data-space"));
        openPage();
        QVERIFY(desk().cloud());
    }

    void theObservationIsDragged() {
        openPage();
        Plot &plot = data()->plot();
        const Draws before = desk().observed().x, draws = desk().estimate()->draws;
        const QPoint from = data()->observationPixel().toPoint(), to = from + QPoint(40, -30);
        QTest::mousePress(&plot, Qt::LeftButton, Qt::NoModifier, from);
        for (int step = 1; step <= 10; ++step)
            QTest::mouseMove(&plot, from + (to - from) * step / 10);
        QTest::mouseRelease(&plot, Qt::LeftButton, Qt::NoModifier, to);
        QVERIFY(settle());
        QVERIFY((desk().observed().x - before).norm() > 0.01);
        QVERIFY((data()->observationPixel() - QPointF(to)).manhattanLength() < 3);
        QVERIFY(desk().estimate()->draws != draws);
        QVERIFY(m_window->find<QLabel>("inference-observed")->text().contains("not known"));
        m_window->trigger("edit.undo"); // the drag was one step
        QVERIFY(settle());
        QVERIFY(desk().observed().x == before);
    }

    void aSimulatedPointIsTaken() {
        openPage();
        Plot &plot = data()->plot();
        const Draws &x = desk().cloud()->x;
        for (Eigen::Index row = 0; row < x.rows(); ++row) {
            const QPoint at = plot.toPixel({x(row, 0), x(row, 1)}).toPoint();
            if ((QPointF(at) - data()->observationPixel()).manhattanLength() < 60 ||
                !plot.frame().contains(at))
                continue;
            QTest::mouseClick(&plot, Qt::LeftButton, Qt::NoModifier, at);
            QVERIFY((data()->observationPixel() - QPointF(at)).manhattanLength() < 12);
            break;
        }
        QVERIFY(settle());
        QCOMPARE(document().session().observation.truth.size(), std::size_t(2));
        QTest::mouseClick(m_window->find<QPushButton>("inference-another"), Qt::LeftButton);
        QCOMPARE(document().session().observation.truth.size(), std::size_t(2));
    }

    void whatNoSimulationIsLikeIsFlagged() {
        openPage();
        auto *warning = m_window->find<QLabel>("inference-misfit");
        QVERIFY(!warning->isVisible());
        Plot &plot = data()->plot();
        const QPoint from = data()->observationPixel().toPoint(),
                     to = plot.frame().topLeft().toPoint() + QPoint(20, 20); // no moon ever comes there
        QTest::mousePress(&plot, Qt::LeftButton, Qt::NoModifier, from);
        for (int step = 1; step <= 5; ++step)
            QTest::mouseMove(&plot, from + (to - from) * step / 5);
        QVERIFY(warning->isVisible()); // while it is dragged
        QTest::mouseRelease(&plot, Qt::LeftButton, Qt::NoModifier, to);
        QVERIFY2(warning->text().contains("unlike the simulations"), qPrintable(warning->text()));
        m_window->trigger("edit.undo");
        QVERIFY(!warning->isVisible());
        QVERIFY(settle());
    }

    /// Observations come in, on the slider and by Play; the window never waits for them.
    void manyObservations_data() {
        QTest::addColumn<QString>("simulator");
        for (const char *name : {"galton", "gauss_gauss", "ginkgo_leaves"})
            QTest::newRow(name) << QString(name);
    }
    void manyObservations() {
        QFETCH(QString, simulator);
        openPage();
        choose("simulator", simulator.toUtf8().constData());
        auto count = [this] { return document().session().observation.count; };
        QElapsedTimer clock;
        qint64 longest = 0;
        QTimer tick;
        tick.setInterval(5);
        connect(&tick, &QTimer::timeout, this, [&] { longest = std::max(longest, clock.restart()); });
        clock.start();
        tick.start();
        auto *play = m_window->find<QPushButton>("observations-play");
        QVERIFY(play->isVisible());
        QTest::mouseClick(play, Qt::LeftButton);
        QTRY_VERIFY(count() > 12);
        QTest::mouseClick(play, Qt::LeftButton);
        const int stopped = count();
        QTest::qWait(150);
        QCOMPARE(count(), stopped);
        QTRY_COMPARE_WITH_TIMEOUT(static_cast<int>(desk().observed().x.rows()), stopped, 20000);
        auto *slider = m_window->find<QSlider>("observations-slider");
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_End);
        QCOMPARE(count(), mostObservations);
        QTRY_COMPARE_WITH_TIMEOUT(static_cast<int>(desk().observed().x.rows()), mostObservations, 20000);
        qInfo("the window waited for %lld ms at most", longest);
        QVERIFY2(longest < 400, qPrintable(QString::number(longest))); // the machine may be busy
        m_window->trigger("edit.undo");
        QTest::keyClick(slider, Qt::Key_Home);
        QVERIFY(settle());
    }

    void twoAreRunBesideEachOther() {
        openPage();
        choose("estimator", "abc");
        choose("rival", "exact");
        QVERIFY(desk().rivalEstimate() && !desk().estimate());
        choose("rival", "abc"); // itself
        QVERIFY(!desk().rival());
        choose("rival", "exact");
        QTest::mouseClick(m_window->find<QPushButton>("inference-run"), Qt::LeftButton);
        QVERIFY(settle());
        QVERIFY(desk().estimate() && desk().rivalEstimate());
        QVERIFY2(desk().contrast().between && *desk().contrast().between > 0.6, "abc is far from the truth");
        View *posterior = m_window->view("posterior");
        const QImage contours = posterior->grab().toImage();
        QTest::mouseClick(m_window->find<QCheckBox>("difference"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(document().session().inferenceDisplay.difference);
        QVERIFY(posterior->grab().toImage() != contours);
        m_window->trigger("edit.undo");
        QVERIFY(posterior->grab().toImage() == contours);
    }

    void aPosteriorInSpaceFollowsTheObservation() {
        openPage();
        m_window->find<QDockWidget>("dock-posterior-space")->raise();
        View *space = m_window->view("posterior-space");
        QTRY_VERIFY(space->isVisible());
        auto picture = [space] { return space->picture({500, 400}, Theme::light()); };
        const QImage words = picture(); // which say that two parameters are too few
        choose("simulator", "chirp");
        const QImage before = picture();
        QVERIFY(before != words);
        std::vector<std::pair<int, double>> silence; // in which there is no wave at all
        for (int k = 0; k < 128; ++k)
            silence.emplace_back(k, 0.);
        desk().moveObservation(silence);
        QVERIFY(settle());
        QVERIFY(picture() != before);
        m_window->trigger("edit.undo");
        QVERIFY(settle());
        QVERIFY(picture() == before);
    }

    void anEstimatorIsRunAndCancelled() {
        openPage();
        auto *run = m_window->find<QPushButton>("inference-run");
        QVERIFY(!run->isVisible()); // the true posterior is there
        choose("estimator", "abc");
        QVERIFY(run->isVisible() && !desk().estimate() && desk().ghost());
        QTest::mouseClick(run, Qt::LeftButton);
        QVERIFY(settle());
        QVERIFY(desk().isCurrent() && desk().estimate());
        document().change("test", [](Session &session) { session.inference.simulations = 10'000'000; });
        QVERIFY(m_window->find<QLabel>("inference-state")->text().contains("run again"));
        QTest::mouseClick(run, Qt::LeftButton);
        QVERIFY(desk().runJob().isRunning());
        QCOMPARE(run->text(), QStringLiteral("Cancel"));
        QTest::mouseClick(run, Qt::LeftButton);
        QVERIFY(!desk().runJob().isRunning());
        QVERIFY(desk().estimate()); // kept
    }

    void anotherSimulatorIsAnotherQuestion() {
        openPage();
        QVERIFY(!m_window->find<QComboBox>("data-across")->isVisible());
        choose("simulator", "gaussian_linear");
        QVERIFY(m_window->find<QComboBox>("data-across")->isVisible());
        QCOMPARE(desk().observed().x.cols(), 10);
        QCOMPARE(desk().estimate()->parameters(), std::size_t(10));
        auto *up = m_window->find<QComboBox>("data-up");
        up->setCurrentIndex(5);
        Q_EMIT up->activated(5);
        QCOMPARE(document().session().inferenceDisplay.up, 5);
        choose("simulator", "galton");
        QCOMPARE(document().session().inferenceDisplay.up, 1);
        Plot &plot = data()->plot();
        const QPoint from = data()->observationPixel().toPoint();
        QTest::mousePress(&plot, Qt::LeftButton, Qt::NoModifier, from);
        QTest::mouseMove(&plot, from + QPoint(31, 0));
        QTest::mouseRelease(&plot, Qt::LeftButton, Qt::NoModifier, from + QPoint(31, 0));
        QVERIFY(settle());
        const double bin = desk().observed().x(0, 0);
        QCOMPARE(bin, std::round(bin)); // bins are whole
        QVERIFY2(desk().estimate(), qPrintable(desk().message()));
    }

    void beadsFallWhenAskedTo() {
        openPage();
        m_window->find<QDockWidget>("dock-galton-board")->raise();
        auto *board = m_window->find<GaltonView>("galton-board");
        QTRY_VERIFY(board->isVisible());
        const int before = board->run().landed();
        QVERIFY(before > 100);
        QTest::mouseClick(m_window->find<QPushButton>("galton-play"), Qt::LeftButton);
        QTRY_VERIFY(board->run().landed() > before);
        QTest::mouseClick(m_window->find<QPushButton>("galton-play"), Qt::LeftButton);
        QVERIFY(!board->isPlaying());
        QTest::mouseClick(m_window->find<QPushButton>("galton-empty"), Qt::LeftButton);
        QCOMPARE(board->run().landed(), 0);
        QTest::mouseClick(m_window->find<QPushButton>("galton-drop"), Qt::LeftButton);
        QCOMPARE(board->run().landed(), 1000);
    }

    void aProgramOfOnesOwnIsOpened() {
        openPage();
        const std::string name = describe("tossed.json", "[random.random(), random.random()]");
        const QString file = m_folder.filePath("tossed.json");
        auto *combo = m_window->find<QComboBox>("simulator");
        openSimulator(file);
        QCOMPARE(document().session().inference.simulator, name);
        QCOMPARE(combo->currentText(), QStringLiteral("tossed"));
        QVERIFY(m_window->find<QLabel>("inference-about")->text().contains("tossed.json"));
        QVERIFY2(desk().cloud() && desk().cloud()->x.cols() == 2, qPrintable(desk().cloudMessage()));
        QVERIFY(desk().observed().x.row(0) == desk().cloud()->x.row(0) &&
                desk().observed().truth.size() == 1);
        choose("estimator", "abc");
        QTest::mouseClick(m_window->find<QPushButton>("inference-run"), Qt::LeftButton);
        QVERIFY(settle());
        QVERIFY2(desk().estimate(), qPrintable(desk().message()));
        m_window->trigger("edit.undo");
        m_window->trigger("edit.undo");
        QVERIFY(settle());
        QCOMPARE(document().session().inference.simulator, std::string("two_moons"));
        QVERIFY(combo->findText("tossed") > 0); // it stays in the list
        m_window->trigger("edit.redo");
        m_window->trigger("edit.redo");
        QVERIFY(settle());
        QVERIFY2(desk().estimate(), "it was made before");
        desk().takeSimulated(3);
        const QString path = m_folder.filePath("own.quincunx");
        m_window->window().sessionFiles().save(path);
        const Session saved = document().session();

        // Chosen once more, its file is read again; and if that is damaged nothing changes.
        describe("tossed.json", "[3, 4]");
        choose("simulator", name.c_str());
        QCOMPARE(desk().cloud()->x(7, 1), 4.);
        QVERIFY(!desk().estimate()); // that was of another
        QVERIFY(desk().observed().x == Eigen::Map<const Draws>(saved.observation.x.data(), 1, 2));
        std::ofstream(file.toStdString()) << "{";
        QSignalSpy failures(&document(), &Document::failed);
        openSimulator(file);
        QCOMPARE(failures.count(), 1);
        QVERIFY(desk().cloud() && desk().cloud()->x(7, 1) == 4);

        m_window = std::make_unique<test::OpenWindow>();
        m_window->window().sessionFiles().open({path});
        QVERIFY(settle());
        QVERIFY(document().session().inference == saved.inference);
        QCOMPARE(m_window->find<QComboBox>("simulator")->currentText(), QStringLiteral("tossed"));
    }

    /// Whoever opens a session has not said that its program may run.
    void programsOfSessionsWaitUntilTheyAreWanted() {
        const QString mark = m_folder.filePath("ran"), path = m_folder.filePath("brought.quincunx");
        Session session;
        session.inference.simulator =
            describe("brought.json", "[0.25, 0.5 + 0 * len(str(open('" + mark.toStdString() + "', 'w')))]");
        session.observation.x = {3, 4};
        document().load(session);
        m_window->window().sessionFiles().save(path);

        m_window->window().sessionFiles().open({path});
        m_window->trigger("workspace.inference");
        QVERIFY(settle());
        QVERIFY(!QFile::exists(mark) && !desk().cloud());
        QVERIFY(m_window->find<QLabel>("inference-state")->text().contains("It has not been run"));
        QCOMPARE(m_window->find<QComboBox>("simulator")->currentText(), QStringLiteral("tossed"));
        QVERIFY(desk().observed().x == Draws({{3, 4}}));
        auto *allow = m_window->find<QPushButton>("message-answer");
        QVERIFY(allow->isVisible());
        QTest::mouseClick(allow, Qt::LeftButton);
        QVERIFY(settle());
        QVERIFY(QFile::exists(mark) && desk().cloud());
        QVERIFY(desk().observed().x == Draws({{3, 4}}));
    }

    void programsThatFailSaySo_data() {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("says");
        QTest::newRow("too few numbers") << "[1]"
                                         << "x has 1 numbers, not 2";
        QTest::newRow("no numbers") << "'hello'"
                                    << "it is no JSON";
        QTest::newRow("no result") << "'[null, null]'"
                                   << "none of its 3000 simulations has a result";
        QTest::newRow("dies") << "sys.exit(3)"
                              << "it ended with status 3";
        QTest::newRow("missing") << QString() << "missing.json";
    }
    void programsThatFailSaySo() {
        QFETCH(QString, answer);
        QFETCH(QString, says);
        const QString file = QString(QTest::currentDataTag()).replace(' ', '-') + ".json";
        const std::string name = answer.isEmpty() ? "external:" + m_folder.filePath(file).toStdString()
                                                  : describe(file, answer.toStdString());
        Session session;
        session.inference.simulator = name;
        session.observation.x = {1, 2};
        document().load(session); // as a session file does
        QSignalSpy failures(&document(), &Document::failed);
        m_window->trigger("workspace.inference");
        QVERIFY(settle());
        QVERIFY(failures.count() >= 1);
        QVERIFY2(desk().cloudMessage().contains(says), qPrintable(desk().cloudMessage()));
        QVERIFY(m_window->find<QLabel>("inference-state")->text().contains(says));
        QVERIFY(document().session().inference.simulator == name &&
                document().session().observation.x.size() == 2); // nothing is lost
        choose("simulator", "galton");
        QVERIFY2(desk().estimate(), qPrintable(desk().message()));
    }

    void comesBackFromASessionWithoutRunning() {
        openPage();
        choose("simulator", "gaussian_mixture");
        choose("estimator", "abc");
        desk().takeSimulated(11);
        QVERIFY(settle());
        const QString path = m_folder.filePath("inference.quincunx");
        m_window->window().sessionFiles().save(path);
        const Session saved = document().session();

        m_window = std::make_unique<test::OpenWindow>();
        m_window->window().sessionFiles().open({path});
        QVERIFY(settle());
        QCOMPARE(m_window->window().workspace().name(), QStringLiteral("inference"));
        QVERIFY(document().session().inference == saved.inference);
        QVERIFY(document().session().observation == saved.observation);
        QVERIFY(!desk().runJob().isRunning() && !desk().estimate() && desk().ghost());
        QVERIFY(m_window->find<QPushButton>("inference-run")->isVisible());
    }
};

QUINCUNX_TEST(inference_page, InferencePage, ProgramApplication)
#include "test_inference_page.moc"
