// Population Monte Carlo against posteriors that are known, and against rejection at an equal budget.
#include "core/inference/rejection.h"
#include "core/inference/smc_abc.h"
#include "tests/core/inference/two_samples.h"
#include "tests/support.h"

#include <chrono>

using namespace quincunx;

namespace {

/// x ~ N(θ, width²) under a prior of one's own.
class Blurred final : public Simulator {
public:
    Blurred(Marginal prior, double width) : Simulator({"theta"}, Prior({prior}), {"x"}), m_width(width) {}

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        x[0] = theta[0] + m_width * standardNormal(random);
    }

private:
    double m_width;
};

std::vector<Population> populations(const Simulator &one, std::vector<double> x, std::size_t budget,
                                    std::size_t kept, int threads = 2) {
    return smcAbc(one, simulatePrior(one, budget / smcAbcParts, 5, 2), x, kept, 7, threads);
}

double meanDistance(const Draws &a, const Draws &b) {
    double sum = 0;
    for (Eigen::Index i = 0; i < a.rows(); ++i)
        sum += (b.rowwise() - a.row(i)).rowwise().norm().sum();
    return sum / static_cast<double>(a.rows() * b.rows());
}
/// 2 E|a − b| − E|a − a'| − E|b − b'|, 0 if both are of one distribution. Source: Székely & Rizzo (2004).
double energyDistance(const Draws &a, const Draws &b) {
    return 2 * meanDistance(a, b) - meanDistance(a, a) - meanDistance(b, b);
}

double meanOf(const Population &one) {
    return one.weight.dot(one.theta.col(0));
}
double deviationOf(const Population &one) {
    return std::sqrt(one.weight.dot((one.theta.col(0).array() - meanOf(one)).square().matrix()));
}

} // namespace

class TestSmcAbc : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A posterior a hundred times narrower than the prior, where rejection is four times too wide.
    void isNarrowerThanRejection() {
        const Blurred one({Marginal::Family::Uniform, -5, 5}, 0.1);
        constexpr std::size_t budget = 5000, kept = 500;
        const std::vector x{1.5};
        const Population last = populations(one, x, budget, kept).back();
        const Draws nearest = rejectionAbc(one, simulatePrior(one, budget, 5, 2), x, kept).theta;
        const double wide = std::sqrt((nearest.array() - nearest.mean()).square().mean());
        qInfo("deviation 0.1: SMC %.3f, rejection %.3f; %.0f effective draws", deviationOf(last), wide,
              last.effectiveSize());
        QVERIFY(std::fabs(meanOf(last) - 1.5) < 5 * 0.1 / std::sqrt(last.effectiveSize()) + 0.01);
        QVERIFY(wide > 0.25);
        QVERIFY(deviationOf(last) > 0.09 && deviationOf(last) < 0.12);
        QVERIFY(last.effectiveSize() > 200);
    }

    /// Weights make good for where was looked, under a prior that matters as under one with an edge.
    void weighsByThePrior() {
        const Blurred normal({Marginal::Family::Normal, 0, 1}, 0.5);
        const Population last = populations(normal, {2}, 50000, 2000).back();
        const double root = std::sqrt(last.effectiveSize()); // N(2 · 0.8, 0.25 · 0.8)
        QVERIFY2(std::fabs(meanOf(last) - 1.6) < 5 * 0.447 / root, std::to_string(meanOf(last)).c_str());
        QVERIFY2(std::fabs(deviationOf(last) - 0.447) < 5 * 0.447 / std::sqrt(2.) / root + 0.005,
                 std::to_string(deviationOf(last)).c_str());

        const Simulator &box = *simulators().at("gauss_gauss").simulator;
        const std::vector x{4.5};
        RandomEngine random(3);
        const Draws drawn = populations(box, x, 50000, 2000).back().resampled(2000, random);
        const Draws truth = samplePosterior(box, x, 4000, 6, 2);
        QVERIFY(drawn.maxCoeff() <= 5);
        const double distance = test::kolmogorovSmirnov({drawn.data(), drawn.data() + drawn.size()},
                                                        {truth.data(), truth.data() + truth.size()});
        QVERIFY2(distance < test::kolmogorovSmirnovLimit(1000, 4000), std::to_string(distance).c_str());
    }

    /// Closer to the true posterior of two moons than as many simulations of the prior.
    void twoMoons() {
        const Simulator &one = *simulators().at("two_moons").simulator;
        constexpr std::size_t budget = 20000, kept = 1000;
        const std::vector x{0., 0.};
        const Draws truth = samplePosterior(one, x, kept, 6, 2), other = samplePosterior(one, x, kept, 7, 2);
        RandomEngine random(3);
        const double smc =
            energyDistance(truth, populations(one, x, budget, kept).back().resampled(kept, random));
        const double rejection =
            energyDistance(truth, rejectionAbc(one, simulatePrior(one, budget, 5, 2), x, kept).theta);
        qInfo("energy distance: SMC %.5f, rejection %.5f, the truth itself %.5f", smc, rejection,
              energyDistance(truth, other));
        QVERIFY(smc < 0.7 * rejection);
    }

    void populationsComeNearer() {
        const Simulator &one = *simulators().at("two_moons").simulator;
        const auto all = populations(one, {0.2, 0.1}, 5000, 200);
        QCOMPARE(all.back().theta.rows(), 200);
        for (std::size_t k = 0; k < all.size(); ++k) {
            QVERIFY(std::fabs(all[k].weight.sum() - 1) < 1e-12 && all[k].weight.minCoeff() >= 0);
            QVERIFY(k == 0 || all[k].tolerance < all[k - 1].tolerance);
            for (std::size_t i = 0; i < static_cast<std::size_t>(all[k].theta.rows()); ++i)
                QVERIFY(one.prior().contains(rowOf(all[k].theta, i)));
        }
        const auto again = populations(one, {0.2, 0.1}, 5000, 200, 1);
        QVERIFY(again.back().theta == all.back().theta && again.back().weight == all.back().weight);
    }

    /// Each comes count · w times, rounded up or down.
    void resamples() {
        Population three{Draws(3, 1), Eigen::VectorXd(3), 0};
        three.theta << 0, 1, 2;
        three.weight << 0.5, 0.3, 0.2;
        RandomEngine random(1);
        for (int k = 0; k < 20; ++k) {
            const Draws drawn = three.resampled(25, random);
            for (int value = 0; value < 3; ++value)
                QVERIFY(std::fabs(static_cast<double>((drawn.array() == value).count()) -
                                  25 * three.weight[value]) < 1);
        }
    }

    void refusesAndStops() {
        const Simulator &one = *simulators().at("two_moons").simulator;
        QVERIFY_EXCEPTION_THROWN(populations(one, {0, 0}, 500, 201), Error);
        QVERIFY_EXCEPTION_THROWN(populations(one, {0, 0}, 500, 0), Error);
        QVERIFY_EXCEPTION_THROWN(populations(one, {0}, 500, 10), Error);
        std::stop_source stop;
        using Clock = std::chrono::steady_clock;
        Clock::time_point asked;
        const Progress progress(stop.get_token(), [&](double, const std::string &) {
            if (!stop.stop_requested()) {
                asked = Clock::now();
                stop.request_stop();
            }
        });
        const std::vector x{0., 0.};
        QVERIFY_EXCEPTION_THROWN(smcAbc(one, simulatePrior(one, 100000, 1, 2), x, 100000, 1, 2, progress),
                                 Cancelled);
        QVERIFY(Clock::now() - asked < std::chrono::seconds(1)); // 0.1 s, but machines are busy
    }
};

QUINCUNX_TEST(smc_abc, TestSmcAbc, NoApplication)
#include "test_smc_abc.moc"
