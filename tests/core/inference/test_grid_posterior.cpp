// Posteriors on a grid: against closed forms, and against the prior that they must return on average.
#include "core/inference/distributions.h"
#include "core/inference/grid_posterior.h"
#include "core/inference/posterior_shape.h"
#include "tests/core/inference/all_simulators.h"
#include "tests/core/inference/two_samples.h"
#include "tests/sanitized.h"

using namespace quincunx;

namespace {

using Family = Marginal::Family;

struct Case {
    const char *name;
    Prior prior;
    std::vector<double> mean, deviation; ///< of the likelihood, in θ (in ln θ for LogNormal)
};

} // namespace

class TestGridPosterior : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The density of one parameter: normal times normal, flat times normal that is cut off, and all of it.
    void densityOfOneParameter() {
        struct One {
            Prior prior;
            double mean, deviation; ///< of the likelihood, in θ (in ln θ for LogNormal)
        };
        for (const auto &[prior, mean, deviation] :
             {One{Prior({{Family::Normal, 1, 2}}), 3, 0.5}, One{Prior({{Family::Uniform, 0, 10}}), 0.1, 0.3},
              One{Prior({{Family::Uniform, -1, 1}}), 0, 5},
              One{Prior({{Family::LogNormal, -1, 0.5}}), -0.5, 0.2}}) {
            const bool isLog = prior.marginal(0).family == Family::LogNormal;
            auto product = [&](double theta) {
                return std::exp(prior.logDensity({&theta, 1}) +
                                normalLogDensity(isLog ? std::log(theta) : theta, mean, deviation));
            };
            const GridPosterior grid(prior, [&](std::span<const double> theta) {
                return normalLogDensity(isLog ? std::log(theta[0]) : theta[0], mean, deviation);
            });
            const auto [low, high] = prior.range(0);
            constexpr int steps = 20000;
            const double step = (high - low) / steps;
            double evidence = 0, sum = 0, farthest = 0, highest = 0;
            auto at = [&](int i) { return low + (i + 0.5) * step; };
            for (int i = 0; i < steps; ++i)
                evidence += product(at(i)) * step;
            for (int i = 0; i < steps; ++i) {
                const double found = grid.density(at(i)), exact = product(at(i)) / evidence;
                sum += found * step;
                farthest = std::max(farthest, std::fabs(found - exact));
                highest = std::max(highest, exact);
            }
            QVERIFY2(std::fabs(sum - 1) < 2e-3, qPrintable(QString::number(sum)));
            QVERIFY2(farthest < 0.01 * highest, qPrintable(QString::number(farthest / highest)));
            QCOMPARE(grid.density(low - 1e6), 0.);
        }
    }

    /// Its picture: as many draws as asked for, and a curve in which nothing is left to chance.
    void shapeOfOneParameter() {
        const Prior prior({{Family::Normal, 0, 1}});
        const GridPosterior grid(prior, [](std::span<const double>) { return 0.; });
        const PosteriorShape shape = shapeOf(grid, prior, 3000, 5);
        QCOMPARE(shape.draws.rows(), 3000);
        const DensityCurve &curve = shape.curves.at(0);
        double held = 0;
        for (std::size_t cell = 0; cell < curve.density.size(); ++cell) {
            const double exact = std::exp(normalLogDensity(curve.centre(cell), 0, 1));
            QVERIFY(std::fabs(curve.density[cell] - exact) < 0.004);
            if (curve.density[cell] >= curve.levelHolding(0.95))
                held += exact * curve.x.length() / static_cast<double>(curve.density.size());
        }
        QVERIFY2(std::fabs(held - 0.95) < 0.01, qPrintable(QString::number(held)));
    }

    /// Normal likelihoods: the posterior of a normal parameter is normal, of a uniform one truncated normal.
    void normalLikelihoods() {
        const Prior normal({{Family::Normal, 1, 2}});
        const Prior box({{Family::Uniform, 0, 10}, {Family::LogNormal, -1, 0.5}});
        const Prior cube({{Family::Uniform, -5, 5}, {Family::Uniform, 0, 1}, {Family::Normal, 0, 1}});
        for (const auto &[name, prior, mean, deviation] :
             {Case{"one", normal, {3}, {0.5}}, Case{"narrow", normal, {-4}, {1e-3}},
              Case{"at an edge", box, {0.1, -0.5}, {0.3, 0.1}},
              Case{"three", cube, {1, 0.5, 2}, {0.3, 0.05, 1}}}) {
            auto coordinate = [&](std::size_t k, double theta) {
                return prior.marginal(k).family == Family::LogNormal ? std::log(theta) : theta;
            };
            const GridPosterior grid(
                prior,
                [&](std::span<const double> theta) {
                    double sum = 0;
                    for (std::size_t k = 0; k < theta.size(); ++k)
                        sum += normalLogDensity(coordinate(k, theta[k]), mean[k], deviation[k]);
                    return sum;
                },
                2);
            std::vector<double> theta(prior.size());
            RandomEngine random(3);
            std::vector<Eigen::ArrayXd> drawn(prior.size(), Eigen::ArrayXd(20000));
            for (Eigen::Index i = 0; i < 20000; ++i) {
                grid.draw(theta, random);
                for (std::size_t k = 0; k < theta.size(); ++k)
                    drawn[k][i] = coordinate(k, theta[k]);
            }
            for (std::size_t k = 0; k < prior.size(); ++k) {
                double low = -1e300, high = 1e300, m = mean[k], s = deviation[k];
                if (const auto &[family, a, b] = prior.marginal(k); family == Family::Uniform) {
                    low = a;
                    high = b;
                } else { // the product of two normal densities
                    const double precision = 1 / (b * b) + 1 / (s * s);
                    m = (a / (b * b) + m / (s * s)) / precision;
                    s = 1 / std::sqrt(precision);
                }
                auto below = [&](double at) {
                    const double from = normalBelow((low - m) / s), to = normalBelow((high - m) / s);
                    return (normalBelow((std::clamp(at, low, high) - m) / s) - from) / (to - from);
                };
                for (double z = -3; z <= 3; z += 0.5) {
                    const double at = m + z * s;
                    const double found =
                        grid.below(k, prior.marginal(k).family == Family::LogNormal ? std::exp(at) : at);
                    QVERIFY2(
                        std::fabs(found - below(at)) < (prior.size() == 3 ? 8e-3 : 2e-3),
                        qPrintable(
                            QStringLiteral("%1 %2: %3, not %4").arg(name).arg(k).arg(found).arg(below(at))));
                    const double share = static_cast<double>((drawn[k] < at).count()) / 20000;
                    QVERIFY(std::fabs(share - below(at)) < 0.016);
                }
            }
        }
    }

    void impossible() {
        const Prior prior = uniformPrior(2, 0, 1);
        QVERIFY_EXCEPTION_THROWN(
            GridPosterior(prior, [](std::span<const double>) { return -double(INFINITY); }), Error);
        QVERIFY_EXCEPTION_THROWN(
            samplePosterior(*simulators().at("bump").simulator, std::vector<double>(200, 30), 1, 1, 1),
            Error);
        std::stop_source stop;
        stop.request_stop();
        const std::vector<double> x(9, 10);
        QVERIFY_EXCEPTION_THROWN(
            samplePosterior(*simulators().at("eft").simulator, x, 1, 1, 1, Progress(stop.get_token(), {})),
            Cancelled);
    }

    /// θ from the prior, x from θ: how much of the posterior lies below θ is uniform.
    void ranksAreUniform_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("count");
        const std::map<std::string, int> counts{{"sir", 20}, {"bump", 60}, {"eft", 150}, {"chirp", 12}};
        for (const SimulatorKind &kind : simulators().entries())
            if (dynamic_cast<const GridSimulator *>(kind.simulator.get())) {
                const auto found = counts.find(kind.name);
                const int count = found == counts.end() ? 300 : found->second;
                QTest::newRow(kind.name.c_str()) << QString::fromStdString(kind.name)
                                                 << (test::isSanitized ? std::max(6, count / 5) : count);
            }
    }
    void ranksAreUniform() {
        QFETCH(int, count);
        const auto &one = dynamic_cast<const GridSimulator &>(test::fetchedSimulator());
        const Simulations made = simulatePrior(one, static_cast<std::size_t>(count), 7, 2);
        std::vector<std::vector<double>> ranks(one.prior().size());
        for (Eigen::Index i = 0; i < made.x.rows(); ++i) {
            const GridPosterior posterior = one.gridPosterior(rowOf(made.x, i), 2);
            for (std::size_t k = 0; k < ranks.size(); ++k)
                ranks[k].push_back(posterior.below(k, made.theta(i, static_cast<Eigen::Index>(k))));
        }
        std::vector<double> uniform;
        for (int i = 0; i < 10000; ++i)
            uniform.push_back((i + 0.5) / 10000);
        for (const auto &parameter : ranks) {
            const double distance = test::kolmogorovSmirnov(parameter, uniform);
            QVERIFY2(distance < 1.95 / std::sqrt(double(count)), qPrintable(QString::number(distance)));
        }
    }
};

QUINCUNX_TEST(grid_posterior, TestGridPosterior, NoApplication)
#include "test_grid_posterior.moc"
