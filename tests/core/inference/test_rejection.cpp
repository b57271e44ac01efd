#include "core/inference/rejection.h"
#include "tests/core/inference/two_samples.h"
#include "tests/support.h"

using namespace quincunx;

class TestRejection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// With a tight tolerance in one dimension the kept θ are the posterior.
    void nearsTheTruth() {
        const Simulator &one = *simulators().at("gauss_gauss").simulator;
        const std::vector<double> x{1.5};
        const Rejection kept = rejectionAbc(one, simulatePrior(one, 200000, 5, 2), x, 2000);
        const Draws truth = samplePosterior(one, x, 2000, 6, 2);
        const Eigen::VectorXd a = kept.theta.col(0), b = truth.col(0);
        QVERIFY(test::kolmogorovSmirnov({a.begin(), a.end()}, {b.begin(), b.end()}) <
                test::kolmogorovSmirnovLimit(2000, 2000));
        QVERIFY(kept.farthest < 0.1);
    }

    void keepsTheNearestAndOnlyFiniteOnes() {
        const Simulator &one = *simulators().at("two_moons").simulator;
        Simulations made{Draws(6, 2), Draws(6, 2)};
        made.theta << 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5;
        made.x << 0, 0, 1, 0, 2, 0, NAN, 0, 0, INFINITY, 4, 0;
        const std::vector<double> x{1.2, 0};
        const Rejection two = rejectionAbc(one, made, x, 2);
        QCOMPARE(two.theta(0, 0), 1.);
        QCOMPARE(two.theta(1, 0), 2.);
        QCOMPARE(rejectionAbc(one, made, x, 4).theta(3, 0), 5.);
        QVERIFY_EXCEPTION_THROWN(rejectionAbc(one, made, x, 5), Error);
        QVERIFY_EXCEPTION_THROWN(rejectionAbc(one, made, x, 0), Error);
        QVERIFY_EXCEPTION_THROWN(rejectionAbc(one, made, std::vector{1.}, 1), Error);
    }
};

QUINCUNX_TEST(rejection, TestRejection, NoApplication)
#include "test_rejection.moc"
