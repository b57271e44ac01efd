#include "core/inference/chebyshev.h"
#include "tests/core/inference/all_simulators.h"

#include <cmath>
#include <limits>

using namespace quincunx;

class TestChebyshev : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passesThroughPolynomials() {
        auto cubic = [](double x) { return 2 - x + 0.5 * x * x * x; };
        const ChebyshevInterpolant three(-2, 5, 3, cubic);
        for (double x = -2; x <= 5; x += 0.05)
            QVERIFY(std::fabs(three(x) - cubic(x)) < 1e-12);
        QCOMPARE(three(5), cubic(5));
        QCOMPARE(three(-2), cubic(-2));
    }

    /// 1/(1 + 25 x²), poles at ±i/5: the error falls as ρ^−n, ρ = 1/5 + √(1 + 1/25) = 1.22.
    void convergesGeometrically() {
        auto runge = [](double x) { return 1 / (1 + 25 * x * x); };
        auto errorOf = [&](int degree) {
            const ChebyshevInterpolant interpolant(-1, 1, degree, runge);
            double worst = 0;
            for (double x = -1; x <= 1; x += 0.001)
                worst = std::max(worst, std::fabs(interpolant(x) - runge(x)));
            return worst;
        };
        const double rate = std::pow(errorOf(40) / errorOf(20), 1. / 20);
        QVERIFY(std::fabs(rate * 1.22 - 1) < 0.02);
    }

    void isInfiniteWhereOnePointIs() {
        const ChebyshevInterpolant interpolant(
            0, 1, 4, [](double x) { return x > 0.9 ? -std::numeric_limits<double>::infinity() : x; });
        QCOMPARE(interpolant(0.3), -std::numeric_limits<double>::infinity());
    }

    void cancels() {
        std::stop_source stop;
        int calls = 0;
        auto f = [&](double) {
            stop.request_stop();
            return double(++calls);
        };
        QVERIFY_THROWS_EXCEPTION(Cancelled, ChebyshevInterpolant(0, 1, 9, f, Progress(stop.get_token(), {})));
        QCOMPARE(calls, 1);
    }
};

QUINCUNX_TEST(chebyshev, TestChebyshev, NoApplication)
#include "test_chebyshev.moc"
