// The desk on which parameters are inferred: nothing that takes long starts by itself, the posterior follows
// the observation, an estimator that was made is found again.
#include "tests/support.h"
#include "views/document/document.h"
#include "views/document/inference_desk.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include <cmath>

using namespace quincunx;

namespace {

/// Of a normal distribution that is cut off at ±end, by the middle of many cells.
double meanWithin(double mean, double deviation, double end) {
    constexpr int cells = 10000;
    double sum = 0, weight = 0;
    for (int i = 0; i < cells; ++i) {
        const double at = end * (2 * (i + 0.5) / cells - 1),
                     density = std::exp(-0.5 * std::pow((at - mean) / deviation, 2));
        sum += at * density;
        weight += density;
    }
    return sum / weight;
}

} // namespace

class InferenceDeskLaws : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Document> m_document;

    InferenceDesk &desk() { return m_document->inference(); }
    void set(const std::function<void(Session &)> &edit) { m_document->change("test", edit); }
    bool settle() {
        return QTest::qWaitFor([this] { return desk().isSettled(); }, 20000);
    }
    double mean(int parameter) { return desk().estimate()->draws.col(parameter).mean(); }

private Q_SLOTS:
    void init() { m_document = std::make_unique<Document>(); }

    void nothingIsMadeWhileNobodyLooks() {
        set([](Session &session) { session.inference.seed = 3; });
        QVERIFY(desk().isSettled() && !desk().cloud());
        desk().watch(true);
        QVERIFY(settle());
        QVERIFY(desk().cloud() && desk().estimate());
        QCOMPARE(desk().observed().x.rows(), 1);
        QCOMPARE(desk().observed().truth.size(), std::size_t(2));
        QVERIFY(!desk().needsRun() && desk().isCurrent());
    }

    void thePosteriorFollowsTheObservation() {
        set([](Session &session) { session.inference.simulator = "gauss_gauss"; });
        desk().watch(true);
        QVERIFY(settle());
        for (double x : {-2., 0.5, 2.}) {
            desk().moveObservation({{0, x}});
            QVERIFY(settle());
            QVERIFY(std::fabs(mean(0) - meanWithin(x, std::sqrt(5.), 5)) < 0.1); // of 10⁴ draws ± 0.02
            QVERIFY(desk().observed().truth.empty());
        }
        m_document->undoStack().undo(); // all of it was one drag
        QVERIFY(settle());
        QVERIFY(!desk().observed().truth.empty());
        desk().takeSimulated(7);
        QVERIFY(settle());
        QCOMPARE(desk().observed().truth[0], desk().cloud()->theta(7, 0));
    }

    /// Thirty pictures a second, while the mouse does not wait for any of them.
    void keepsUpWithADrag() {
        desk().watch(true);
        QVERIFY(settle());
        QSignalSpy shown(&desk(), &InferenceDesk::estimateChanged);
        QElapsedTimer clock;
        clock.start();
        for (int move = 0; clock.elapsed() < 500; ++move) {
            desk().moveObservation({{0, -0.5 + 0.001 * (move % 500)}, {1, 0.1}});
            QTest::qWait(4);
        }
        qInfo("%.0f pictures a second", shown.count() / 0.5);
        QVERIFY2(shown.count() >= 5, "the picture stands still"); // the machine may be busy
        QVERIFY(settle());
        QCOMPARE(desk().estimate()->draws.rows(), 10000); // at rest all of them
    }

    void trainingWaitsForItsButton() {
        set([](Session &session) {
            session.inference.estimator = "abc";
            session.inference.simulations = 5000;
            session.estimator.kept = 100;
        });
        desk().watch(true);
        QVERIFY(settle());
        QVERIFY(desk().needsRun() && !desk().isCurrent());
        QVERIFY(!desk().estimate() && desk().ghost()); // the truth is there to be seen
        QVERIFY(desk().message().contains("Run"));
        desk().run();
        QVERIFY(settle());
        QVERIFY(desk().isCurrent() && desk().estimate());
        QCOMPARE(desk().estimate()->draws.rows(), 100);
        set([](Session &session) { session.estimator.kept = 50; });
        QVERIFY(settle());
        QVERIFY(!desk().isCurrent() && desk().estimate()); // what was there stays in sight
        m_document->undoStack().undo();
        QVERIFY(settle());
        QVERIFY(desk().isCurrent());
        set([](Session &session) { session.estimator.hidden = 60; }); // of which this estimator knows nothing
        QVERIFY(desk().isCurrent());
    }

    /// They are made on a worker, and each number of them begins with those before it.
    void manyObservationsDoNotHoldTheWindow() {
        set([](Session &session) {
            session.inference.simulator = "ginkgo_leaves";
            session.inference.estimator = "mcmc";
        });
        desk().watch(true);
        QVERIFY(settle());
        QVERIFY(desk().takesMany());
        const Draws first = desk().observed().x;
        auto observe = [&](int count) {
            set([count](Session &session) { session.observation.count = count; });
        };
        QElapsedTimer clock;
        clock.start();
        observe(60);
        QVERIFY2(clock.elapsed() < 50, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(desk().observed().x.rows() < 60); // not yet
        QTRY_COMPARE(desk().observed().x.rows(), 60);
        const Draws sixty = desk().observed().x;
        QCOMPARE(Draws(sixty.topRows(1)), first);
        observe(7);
        QCOMPARE(desk().observed().x, Draws(sixty.topRows(7)));
        observe(90);
        QTRY_COMPARE(desk().observed().x.rows(), 90);
        QCOMPARE(Draws(desk().observed().x.topRows(60)), sixty);
        observe(1);
        QVERIFY(settle());
    }

    void cancelAnswersAtOnce() {
        set([](Session &session) {
            session.inference.estimator = "abc";
            session.inference.simulator = "lotka_volterra";
            session.inference.simulations = 1'000'000;
        });
        desk().watch(true);
        desk().run();
        QVERIFY(desk().runJob().isRunning());
        QVERIFY2(desk().message().contains("being made"), qPrintable(desk().message()));
        QElapsedTimer clock;
        clock.start();
        desk().runJob().cancel();
        QVERIFY(!desk().runJob().isRunning() && clock.elapsed() < 100);
        QVERIFY2(desk().message().contains("Press Run"), qPrintable(desk().message()));
        QVERIFY(settle());
        QVERIFY(!desk().estimate());
    }

    void whatCannotBeSaysWhy() {
        set([](Session &session) { session.inference.simulator = "slcp"; }); // nobody knows its posterior
        desk().watch(true);
        QVERIFY(settle());
        QVERIFY(!desk().estimate() && !desk().ghost());
        QVERIFY2(desk().message().contains("not known"), qPrintable(desk().message()));
        QSignalSpy failed(m_document.get(), &Document::failed);
        desk().run();
        QCOMPARE(failed.count(), 1);

        set([](Session &session) {
            session.inference.simulator = "galton";
            session.observation.x = {0.5};
        });
        QVERIFY(settle());
        QVERIFY(!desk().estimate());
        QVERIFY2(desk().message().contains("bin"), qPrintable(desk().message()));
    }

    void whatIsUnlikeTheSimulationsIsFlagged() {
        desk().watch(true);
        QVERIFY(settle());
        QVERIFY(desk().misfit() && *desk().misfit() > 0.01);
        QVERIFY(desk().misfitMessage().isEmpty());
        desk().moveObservation({{0, 3.}, {1, 3.}});
        QVERIFY(*desk().misfit() < 0.001); // at once, whatever the posterior takes
        QVERIFY2(desk().misfitMessage().contains("none of 3000"), qPrintable(desk().misfitMessage()));
        m_document->undoStack().undo();
        QVERIFY(desk().misfitMessage().isEmpty());
        QVERIFY(settle());
    }

    /// Whoever stands beside it, an estimator is given as much as it would be alone: of 100 simulations
    /// smcabc is given 20, makes 40 for its last population, and cannot keep 50 of these.
    void rivalsHaveEqualBudgets() {
        for (const auto &[estimator, rival] : {std::pair("npe", "smcabc"), std::pair("smcabc", "npe")}) {
            set([&](Session &session) {
                session.inference.simulator = "gauss_gauss";
                session.inference.estimator = estimator;
                session.inference.rival = rival;
                session.inference.simulations = 100;
                session.estimator.kept = 50;
                session.estimator.epochs = 2;
            });
            desk().watch(true);
            QVERIFY(settle());
            QSignalSpy failed(m_document.get(), &Document::failed);
            desk().run();
            QVERIFY(settle());
            const bool isFirst = std::string(estimator) == "npe";
            QVERIFY(isFirst ? desk().estimate() && !desk().rivalEstimate()
                            : !desk().estimate() && desk().rivalEstimate());
            QVERIFY(!failed.isEmpty() || !desk().message().isEmpty());
        }
    }

    /// Two estimators from the same simulations, beside each other and beside the truth.
    void aRaceOfTwo() {
        set([](Session &session) {
            session.inference.simulator = "gauss_gauss";
            session.inference.estimator = "npe";
            session.inference.rival = "alices";
            session.inference.simulations = 1000;
            session.estimator.members = 1;
            session.estimator.epochs = 6;
        });
        desk().watch(true);
        QVERIFY(settle());
        QVERIFY(desk().rival() && desk().rival()->name == "alices" && !desk().rivalEstimate());
        desk().run();
        QVERIFY(QTest::qWaitFor([this] { return desk().isSettled(); }, 60000));
        QVERIFY(desk().isCurrent() && desk().estimate() && desk().rivalEstimate() && desk().ghost());
        QCOMPARE(desk().loss()->training.size(), std::size_t(6));
        QCOMPARE(desk().rivalLoss()->training.size(), std::size_t(6));
        const PosteriorContrast &contrast = desk().contrast();
        QVERIFY(contrast.between && contrast.estimateFromTruth && contrast.rivalFromTruth);
        for (const auto &value : {contrast.between, contrast.estimateFromTruth, contrast.rivalFromTruth})
            QVERIFY2(*value > 0.4 && *value < 0.95, qPrintable(QString::number(*value)));

        set([](Session &session) { session.inference.rival = "none"; });
        QVERIFY(settle());
        QVERIFY(!desk().rivalEstimate() && desk().estimate() && desk().isCurrent());
        QVERIFY(!desk().contrast().between);
        m_document->undoStack().undo(); // nothing is trained anew
        QVERIFY(QTest::qWaitFor([this] { return desk().isSettled(); }, 60000));
        QVERIFY(desk().rivalEstimate() && desk().isCurrent() && desk().contrast().between);
        set([](Session &session) { session.inference.rival = "abc"; });
        desk().run(); // of the other there is nothing to be made
        QVERIFY(desk().runJob().isRunning());
        QVERIFY(QTest::qWaitFor([this] { return desk().isSettled(); }, 60000));
        QCOMPARE(desk().rivalEstimate()->draws.rows(), 1000);
        QVERIFY(!desk().rivalLoss());
    }

    /// One that cannot be made does not hold up the other.
    void aRivalThatCannotBe() {
        set([](Session &session) {
            session.inference.simulator = "two_moons"; // cannot be mined
            session.inference.estimator = "abc";
            session.inference.rival = "alices";
            session.inference.simulations = 500;
            session.estimator.kept = 50;
        });
        desk().watch(true);
        QVERIFY(settle());
        QSignalSpy failed(m_document.get(), &Document::failed);
        desk().run();
        QCOMPARE(failed.count(), 1);
        QVERIFY(settle());
        QVERIFY(desk().estimate() && !desk().rivalEstimate());
    }

    void predictsWhenAskedTo() {
        desk().watch(true);
        QVERIFY(settle());
        QVERIFY(!desk().predicted());
        desk().watchPrediction(true);
        QTRY_VERIFY(desk().predicted() && desk().predicted()->rows() == 2000);
        const Eigen::RowVectorXd centre = desk().predicted()->colwise().mean();
        QVERIFY((centre - desk().observed().x.row(0)).norm() < 0.3);
    }
};

QUINCUNX_TEST(inference_desk, InferenceDeskLaws, QApplication)
#include "test_inference_desk.moc"
