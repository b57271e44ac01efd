// ln r over data and parameter against closed forms, and the gold about it.
#include "core/base/error.h"
#include "core/inference/ratio_surface.h"
#include "tests/support.h"

#include <algorithm>
#include <cmath>

using namespace quincunx;

class TestRatioSurface : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exactSurfaceOfGaussians() {
        const auto simulator = simulators().at("gauss_gauss").simulator;
        const RatioGrid grid = ratioGrid(*simulator, simulatePrior(*simulator, 2000, 1, 1), 21);
        QCOMPARE(grid.theta.size(), std::size_t(21));
        QVERIFY(std::fabs(grid.reference) < 1e-12);
        const Eigen::MatrixXd ratios = logRatios(grid, *makeTrueLikelihood(simulator));
        for (std::size_t i = 0; i < grid.x.size(); ++i)
            for (std::size_t j = 0; j < grid.theta.size(); ++j) {
                const double x = grid.x[i], theta = grid.theta[j]; // p(x|θ) = N(θ, 5)
                const double exact = (x * x - (x - theta) * (x - theta)) / 10;
                QVERIFY(std::fabs(ratios(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) -
                                  exact) < 1e-9);
            }
    }

    void countsAreWhole() {
        const auto simulator = simulators().at("galton").simulator;
        const RatioGrid grid = ratioGrid(*simulator, simulatePrior(*simulator, 2000, 1, 1));
        QVERIFY(std::ranges::all_of(grid.x, [](double x) { return x == std::round(x); }));
        QVERIFY(std::ranges::is_sorted(grid.x) && grid.x.size() > 5 && grid.x.size() <= 31);
    }

    /// E[e^−ln r(x,z)] over the hidden steps is e^−ln r(x): the gold lies about the surface.
    void goldAveragesToTheSurface() {
        const auto simulator = simulators().at("galton").simulator;
        Simulations many = simulatePrior(*simulator, 40'000, 1, 1);
        many.theta.setConstant(0.4);
        const RatioGrid grid = ratioGrid(*simulator, many, 41);
        const Eigen::MatrixXd ratios = logRatios(grid, *makeTrueLikelihood(simulator));
        const auto column = std::ranges::lower_bound(grid.theta, 0.4 - 1e-9) - grid.theta.begin();
        QVERIFY(std::fabs(grid.theta[static_cast<std::size_t>(column)] - 0.4) < 1e-9);
        std::vector<double> sum(grid.x.size(), 0.), count(grid.x.size(), 0.);
        for (const GoldenPoint &point : goldenPoints(grid, *simulator, many, 40'000, 3)) {
            QCOMPARE(point.theta, 0.4);
            const auto found = std::ranges::find(grid.x, point.x);
            if (found == grid.x.end())
                continue;
            const auto bin = static_cast<std::size_t>(found - grid.x.begin());
            sum[bin] += std::exp(-point.logRatio);
            ++count[bin];
        }
        int compared = 0;
        for (std::size_t bin = 0; bin < grid.x.size(); ++bin)
            if (count[bin] > 1500) {
                const double exact = std::exp(-ratios(static_cast<Eigen::Index>(bin), column));
                QVERIFY2(std::fabs(sum[bin] / count[bin] / exact - 1) < 0.1, QByteArray::number(grid.x[bin]));
                ++compared;
            }
        QVERIFY(compared >= 4);
    }

    void whatIsNotFiniteOrAlike() {
        const auto simulator = simulators().at("gauss_gauss").simulator;
        Simulations some = simulatePrior(*simulator, 500, 1, 1);
        for (Eigen::Index i = 0; i < 200; ++i)
            some.x(i, 0) = i % 2 ? NAN : INFINITY;
        const RatioGrid grid = ratioGrid(*simulator, some);
        QVERIFY(std::ranges::is_sorted(grid.x) && std::isfinite(grid.x.front()) &&
                std::isfinite(grid.x.back()));
        some.x.setConstant(3);
        QVERIFY_THROWS_EXCEPTION(Error, ratioGrid(*simulator, some));
    }

    void moreDimensionsHaveNoSurface() {
        const auto simulator = simulators().at("two_moons").simulator;
        QVERIFY_THROWS_EXCEPTION(Error, ratioGrid(*simulator, simulatePrior(*simulator, 10, 1, 1)));
    }
};

QUINCUNX_TEST(ratio_surface, TestRatioSurface, NoApplication)
#include "test_ratio_surface.moc"
