// The calibration beside the posterior: it is asked for or follows a training, can be watched, ended early
// and given up, and its numbers are those of `quincunx calibrate`.
#include "tests/support.h"
#include "views/calibration/calibration_painting.h"
#include "views/calibration/calibration_view.h"

#include <QElapsedTimer>
#include <QPushButton>
#include <QSignalSpy>

#include <cmath>

using namespace quincunx;

class CalibrationBeside : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Document> m_document;
    std::unique_ptr<CalibrationView> m_view;

    InferenceDesk &desk() { return m_document->inference(); }
    void set(const std::function<void(Session &)> &edit) { m_document->change("test", edit); }
    bool settle() {
        return QTest::qWaitFor([this] { return desk().isSettled(); }, 60000);
    }
    void open(const char *simulator, const char *estimator, int trials) {
        set([&](Session &session) {
            session.inference.simulator = simulator;
            session.inference.estimator = estimator;
            session.inference.trials = trials;
        });
        desk().watch(true);
        m_view->resize(760, 560);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QVERIFY(settle());
    }
    void press(const char *name) {
        QTest::mouseClick(m_view->findChild<QPushButton *>(QLatin1String(name)), Qt::LeftButton);
    }
    int shown() { return m_document->session().inferenceDisplay.parameter; }

private Q_SLOTS:
    void init() {
        m_document = std::make_unique<Document>();
        m_view = std::make_unique<CalibrationView>(*m_document);
    }
    void cleanup() {
        m_view.reset();
        m_document.reset();
    }

    void linesAndBands() {
        const AxisPanel square{{0, 0, 100, 100}, {0, 1}, {0, 1}}, flat{{0, 0, 100, 100}, {0, 1}, {-1, 1}};
        const QPolygonF line = distributionLine({0.25, 0.5}, square, false);
        QVERIFY(line == QPolygonF({{0, 100}, {25, 100}, {25, 50}, {50, 50}, {50, 0}, {100, 0}}));
        const QPolygonF difference = distributionLine({0.25, 0.5}, flat, true);
        QCOMPARE(difference.first(), QPointF(0, 50));
        QCOMPARE(difference[1], QPointF(25, 62.5)); // none yet, where a quarter should be
        QCOMPARE(difference.last(), QPointF(100, 50));
        const QPolygonF band = distributionBand(100, flat, true);
        QVERIFY(std::fabs(50 - band[0].y() - 50 * uniformityBand(100)) < 1e-9);
    }

    void panelsDoNotOverlap() {
        Calibration found{10,
                          Draws::Random(30, 2),
                          Draws::Random(30, 2),
                          Draws::Ones(30, 2),
                          (Draws::Random(30, 2).array() + 1) / 2,
                          Eigen::VectorXd::Constant(30, 0.5)};
        for (const QSize size : {QSize(1400, 260), QSize(700, 500), QSize(300, 900), QSize(120, 100)}) {
            const QRectF area{QPointF(), QSizeF(size)};
            const CalibrationLayout layout(area, 13, found, 0);
            for (int i = 0; i < 4; ++i)
                for (int k = 0; k < i; ++k)
                    QVERIFY(!layout.panel(CalibrationPanel(i))
                                 .frame.intersects(layout.panel(CalibrationPanel(k)).frame) ||
                            size.width() < 200);
            if (size.width() > 1000) // side by side
                QCOMPARE(layout.panel(CalibrationPanel::Ranks).frame.top(),
                         layout.panel(CalibrationPanel::Recovery).frame.top());
        }
    }

    void isAskedForAndCounts() {
        open("gauss_gauss", "exact", 300);
        QVERIFY(!desk().calibration()); // nobody asked
        QSignalSpy changes(&desk(), &InferenceDesk::calibrationChanged);
        press("calibration-run");
        QVERIFY(desk().isCalibrating());
        QVERIFY(settle());
        QVERIFY(changes.count() >= 3); // it grew
        const Calibration &found = *desk().calibration();
        QCOMPARE(found.trials(), std::size_t(300));
        const auto posterior =
            estimators().at("exact").make({simulators().at("gauss_gauss").simulator, nullptr, {}, 1, 1}, {});
        const Calibration same = calibrate(*posterior, 300, calibrationSamples, 1, 1);
        QVERIFY(found.rank == same.rank && found.nearer == same.nearer);
        QVERIFY(found.rankPValue(0) > 0.01);
        QVERIFY(std::fabs(found.coverage(0, 0.8) - 0.8) < uniformityBand(300));
        QVERIFY(std::fabs(found.zScore(0) - 1) < 0.15);
        QCOMPARE(pValueText(0.0004), QStringLiteral("p < 0.001"));
        QVERIFY(recoveryText(found, 0).startsWith("contraction 0."));
    }

    void endsEarlyOrIsGivenUp() {
        open("lotka_volterra", "abc", 100'000);
        set([](Session &session) { session.inference.simulations = 2000; });
        set([](Session &session) { session.estimator.kept = 100; });
        QVERIFY(!m_view->findChild<QPushButton *>("calibration-run")->isEnabled()); // there is nothing to try
        desk().run();
        QTRY_VERIFY_WITH_TIMEOUT(desk().isCalibrating(), 20000); // it was trained while somebody looks
        QTRY_VERIFY(desk().calibration());
        press("calibration-keep");
        QVERIFY(settle());
        const std::size_t kept = desk().calibration()->trials();
        QVERIFY(kept > 0 && kept < 100'000);

        press("calibration-run");
        QVERIFY(desk().isCalibrating());
        QTRY_VERIFY(desk().calibration()->trials() < 50'000);
        QElapsedTimer clock;
        clock.start();
        press("calibration-run"); // which is Cancel now
        QVERIFY(!desk().isCalibrating() && clock.elapsed() < 100);
        QVERIFY(settle());
        set([](Session &session) { session.estimator.kept = 50; });
        desk().run();
        QTRY_VERIFY_WITH_TIMEOUT(desk().isCalibrating() && desk().calibration(), 20000);
        press("calibration-keep");
        QVERIFY(settle());
        m_document->undoStack().undo();
        QVERIFY(settle());
        QVERIFY(desk().calibration()); // that of the estimator before
    }

    /// A rival is tried after the estimator, unasked where that has been tried, and is drawn over the same.
    void aRivalIsTriedToo() {
        open("two_moons", "exact", 200);
        set([](Session &session) { session.inference.simulations = 2000; });
        set([](Session &session) { session.estimator.kept = 200; });
        press("calibration-run");
        QVERIFY(settle());
        const auto own = desk().calibration();
        QVERIFY(own && !desk().rivalCalibration());
        auto rivalPixels = [this] {
            const QImage picture = m_view->picture({900, 700}, Theme::light());
            int count = 0;
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x)
                    count += picture.pixel(x, y) == rivalColour(Theme::light()).rgb();
            return count;
        };
        QCOMPARE(rivalPixels(), 0);
        set([](Session &session) { session.inference.rival = "abc"; });
        QVERIFY(settle());
        QVERIFY(!desk().rivalCalibration()); // there is nothing to try
        desk().run();
        QTRY_VERIFY_WITH_TIMEOUT(desk().rivalCalibration(), 20000); // trained while somebody looks
        QVERIFY(settle());
        const auto rival = desk().rivalCalibration();
        QCOMPARE(rival->trials(), std::size_t(200));
        QVERIFY(desk().calibration() == own);                                   // which was there
        QVERIFY(rival->truth == own->truth);                                    // by the same trials
        QVERIFY(rival->deviation.col(0).mean() > own->deviation.col(0).mean()); // ABC is wider
        QVERIFY(rivalPixels() > 100);
        press("calibration-run"); // both anew
        QTRY_VERIFY(desk().calibration() != own);
        QVERIFY(settle());
        QVERIFY(desk().rivalCalibration() != rival && desk().rivalCalibration()->rank == rival->rank);
        set([](Session &session) { session.inference.rival = "none"; });
        QCOMPARE(rivalPixels(), 0);
    }

    void keysAndClicksChooseTheParameter() {
        open("two_moons", "exact", 100);
        press("calibration-run");
        QVERIFY(settle());
        QCOMPARE(shown(), 0);
        m_view->setFocus();
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(shown(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(shown(), 0);
        const AxisPanel panel = m_view->panels().panel(CalibrationPanel::Ranks);
        const QPolygonF mine = distributionLine(desk().calibration()->ranks(1), panel, true),
                        other = distributionLine(desk().calibration()->ranks(0), panel, true);
        for (const QPointF &at : mine) { // where the curves are apart
            double nearest = 1e9;
            for (const QPointF &from : other)
                nearest = std::min(nearest, std::hypot(at.x() - from.x(), at.y() - from.y()));
            if (nearest < 10)
                continue;
            QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::NoModifier, at.toPoint());
            break;
        }
        QCOMPARE(shown(), 1);
        m_document->undoStack().undo();
        QCOMPARE(shown(), 0);
    }
};

QUINCUNX_TEST(calibration_view, CalibrationBeside, QApplication)
#include "test_calibration_view.moc"
