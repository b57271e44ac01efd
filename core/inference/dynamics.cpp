#include "core/inference/dynamics.h"

#include "core/inference/distributions.h"
#include "core/inference/grid_posterior.h"

#include <algorithm>
#include <array>
#include <limits>

namespace quincunx {
namespace {

using State = std::array<double, 2>;

/// One step of Runge and Kutta.
template <class Slope>
State step(const State &y, double h, const Slope &slope) {
    auto moved = [](const State &from, double by, const State &along) {
        return State{from[0] + by * along[0], from[1] + by * along[1]};
    };
    const State k1 = slope(y), k2 = slope(moved(y, h / 2, k1)), k3 = slope(moved(y, h / 2, k2)),
                k4 = slope(moved(y, h, k3));
    return moved(y, h / 6, {k1[0] + 2 * k2[0] + 2 * k3[0] + k4[0], k1[1] + 2 * k2[1] + 2 * k3[1] + k4[1]});
}

double logNormal(double mean, double deviation, RandomEngine &random) {
    return std::exp(mean + deviation * standardNormal(random));
}

class Sir final : public GridSimulator {
public:
    Sir()
        : GridSimulator({"beta [1/day]", "gamma [1/day]"},
                        Prior({{Marginal::Family::LogNormal, std::log(0.4), 0.5},
                               {Marginal::Family::LogNormal, std::log(0.125), 0.2}}),
                        numbered("infected", 10, 0)) {}

    DataShape dataShape() const override { return {DataShape::Kind::Series}; }
    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        const auto infected = shares(theta);
        for (std::size_t k = 0; k < x.size(); ++k)
            x[k] = binomial(tested, infected[k], random);
    }
    double logLikelihood(std::span<const double> x, std::span<const double> theta) const override {
        const auto infected = shares(theta);
        double sum = 0;
        for (std::size_t k = 0; k < x.size(); ++k)
            sum += logBinomial(x[k], tested, infected[k]);
        return sum;
    }

private:
    static constexpr int tested = 1000;

    /// I/N on the days of the tests.
    static std::array<double, 10> shares(std::span<const double> theta) {
        constexpr double people = 1e6, days = 17;
        constexpr int steps = 170; // between observations
        State y{1 - 1 / people, 1 / people};
        std::array<double, 10> infected{};
        for (double &share : infected) {
            share = std::clamp(y[1], 0., 1.);
            for (int i = 0; i < steps; ++i)
                y = step(y, days / steps, [&](const State &at) {
                    const double caught = theta[0] * at[0] * at[1];
                    return State{-caught, caught - theta[1] * at[1]};
                });
        }
        return infected;
    }
};

class LotkaVolterra final : public Simulator {
public:
    LotkaVolterra() : Simulator({"alpha", "beta", "gamma", "delta"}, rates(), preyAndPredators()) {}

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        const auto means = lotkaVolterra(theta);
        for (std::size_t i = 0; i < x.size(); ++i)
            x[i] = logNormal(means[i], noise, random);
    }
    DataShape dataShape() const override { return {DataShape::Kind::Series, 2}; }
    bool hasLikelihood() const override { return true; }
    double logLikelihood(std::span<const double> x, std::span<const double> theta) const override {
        const auto means = lotkaVolterra(theta);
        double sum = 0;
        for (std::size_t i = 0; i < x.size(); ++i)
            sum += x[i] > 0 ? normalLogDensity(std::log(x[i]), means[i], noise)
                            : -std::numeric_limits<double>::infinity();
        return sum;
    }

private:
    static constexpr double noise = 0.1;

    static Prior rates() {
        const Marginal growth{Marginal::Family::LogNormal, -0.125, 0.5};
        const Marginal meeting{Marginal::Family::LogNormal, -3, 0.5};
        return Prior({growth, meeting, growth, meeting});
    }
    static std::vector<std::string> preyAndPredators() {
        auto names = numbered("prey", 10, 0);
        std::ranges::copy(numbered("predators", 10, 0), std::back_inserter(names));
        return names;
    }
};

} // namespace

std::array<double, 20> lotkaVolterra(std::span<const double> theta) {
    constexpr double apart = 2.1;
    constexpr int steps = 420; // between observations
    std::array<double, 20> means{};
    State y{std::log(30.), 0};
    for (std::size_t k = 0; k < 10; ++k) {
        means[k] = y[0];
        means[10 + k] = y[1];
        for (int i = 0; i < steps && k < 9; ++i)
            y = step(y, apart / steps, [&](const State &at) {
                return State{theta[0] - theta[1] * std::exp(at[1]), -theta[2] + theta[3] * std::exp(at[0])};
            });
    }
    return means;
}

std::shared_ptr<const Simulator> makeSir() {
    return std::make_shared<Sir>();
}
std::shared_ptr<const Simulator> makeLotkaVolterra() {
    return std::make_shared<LotkaVolterra>();
}

} // namespace quincunx
