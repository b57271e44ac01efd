// The page of inference as a user meets it: the observation is dragged and the posterior follows, a simulated
// point is taken, an estimator is run, and all of it comes back from a session file.
#include "tests/app/open_window.h"
#include "views/data_space/data_space_view.h"
#include "views/galton/galton_view.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QPushButton>

using namespace quincunx;

class InferencePage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::OpenWindow> m_window;
    QTemporaryDir m_folder;

    Document &document() { return m_window->document(); }
    InferenceDesk &desk() { return document().inference(); }
    bool settle() {
        return m_window->settle() && QTest::qWaitFor([this] { return desk().isSettled(); }, 30000);
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
