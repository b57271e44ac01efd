#include "core/inference/counting.h"

#include "core/inference/distributions.h"
#include "core/inference/grid_posterior.h"

#include <algorithm>
#include <limits>

namespace quincunx {
namespace {

class OnOff final : public Simulator {
public:
    OnOff()
        : Simulator({"signal strength", "background strength"},
                    Prior({{Marginal::Family::Uniform, 0, 5}, {Marginal::Family::Uniform, 0.6, 1.4}}),
                    {"events on", "events off"}) {}

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        x[0] = poisson(meanOn(theta), random);
        x[1] = poisson(meanOff(theta), random);
    }
    DataShape dataShape() const override { return {DataShape::Kind::Bins}; }
    bool hasLikelihood() const override { return true; }
    double logLikelihood(std::span<const double> x, std::span<const double> theta) const override {
        return logPoisson(x[0], meanOn(theta)) + logPoisson(x[1], meanOff(theta));
    }
    bool hasPosterior() const override { return true; }
    void drawPosterior(std::span<const double> x, std::span<double> theta,
                       RandomEngine &random) const override {
        constexpr int mostTries = 1'000'000;
        for (int attempt = 0; x[0] >= 0 && x[1] >= 0 && attempt < mostTries; ++attempt) {
            const double on = standardGamma(x[0] + 1, random);
            theta[1] = standardGamma(x[1] + 1, random) / (tau * b);
            theta[0] = (on - theta[1] * b) / s;
            if (prior().contains(theta))
                return;
        }
        throw Error("cannot draw from the true posterior",
                    "hardly any parameters of the prior can give this observation",
                    "choose an observation that the simulator can make");
    }

private:
    static constexpr double s = 15, b = 70, tau = 1;
    static double meanOn(std::span<const double> theta) { return theta[1] * b + theta[0] * s; }
    static double meanOff(std::span<const double> theta) { return theta[1] * tau * b; }
};

class Bump final : public GridSimulator {
public:
    Bump()
        : GridSimulator({"mass [GeV]", "signal events"},
                        Prior({{Marginal::Family::Uniform, 105, 155}, {Marginal::Family::Uniform, 0, 40}}),
                        numbered("m [GeV] ", events)) {}

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        generate(theta, x, random, [](double, bool) {});
    }
    DataShape dataShape() const override { return {DataShape::Kind::Set}; }
    double logLikelihood(std::span<const double> x, std::span<const double> theta) const override {
        return likelihoodOf(x, {})(theta);
    }
    bool canMine() const override { return true; }
    Mined mine(std::span<const double> theta, std::span<const double> other, std::span<double> x,
               RandomEngine &random) const override {
        Mined mined{0, {0, 0}};
        const double norm = logWithin(theta[0]), otherNorm = logWithin(other[0]);
        constexpr double h = 1e-4; // GeV
        const double slope = (logWithin(theta[0] + h) - logWithin(theta[0] - h)) / (2 * h);
        generate(theta, x, random, [&](double m, bool isSignal) {
            if (isSignal) {
                mined.logRatio += std::log(theta[1] / other[1]) + normalLogDensity(m, theta[0], width) -
                                  norm - normalLogDensity(m, other[0], width) + otherNorm;
                mined.score[0] += (m - theta[0]) / (width * width) - slope;
                mined.score[1] += 1 / theta[1];
            } else {
                mined.logRatio += std::log((events - theta[1]) / (events - other[1]));
                mined.score[1] -= 1 / (events - theta[1]);
            }
        });
        return mined;
    }

protected:
    GridPosterior::LogLikelihood likelihoodOf(std::span<const double> x, const Progress &) const override {
        // in units of the background's density, which does not depend on θ
        std::vector<std::pair<double, double>> all; // m, 1/b(m)
        const bool inside = std::ranges::all_of(x, [](double m) { return m >= lowest && m <= highest; });
        for (double m : x)
            all.push_back({m, std::pow(m, power) * backgroundNorm()});
        return [all = std::move(all), inside](std::span<const double> theta) {
            if (!inside)
                return -std::numeric_limits<double>::infinity();
            const double share = theta[1] / events;
            const double signal = share * std::exp(normalLogDensity(0, 0, width) - logWithin(theta[0]));
            double sum = 0;
            for (const auto &[m, perBackground] : all) {
                const double z = (m - theta[0]) / width;
                sum += std::log(signal * std::exp(-0.5 * z * z) * perBackground + (1 - share));
            }
            return sum;
        };
    }

private:
    static constexpr int events = 200;
    static constexpr double lowest = 100, highest = 160, width = 2, power = 4; // [GeV]

    /// ∫ m^−power over the window.
    static double backgroundNorm() {
        return (std::pow(lowest, 1 - power) - std::pow(highest, 1 - power)) / (power - 1);
    }
    /// ln of the share of the peak that the window holds.
    static double logWithin(double mass) {
        return std::log1p(-normalBelow((lowest - mass) / width) - normalBelow((mass - highest) / width));
    }

    template <class Watch>
    static void generate(std::span<const double> theta, std::span<double> x, RandomEngine &random,
                         const Watch &watch) {
        const double below = std::pow(lowest, 1 - power), above = std::pow(highest, 1 - power);
        for (double &m : x) {
            const bool isSignal = uniform(random) < theta[1] / events;
            m = isSignal ? truncatedNormal(theta[0], width, lowest, highest, random)
                         : std::pow(below + uniform(random) * (above - below), 1 / (1 - power));
            watch(m, isSignal);
        }
        std::ranges::sort(x);
    }
};

} // namespace

std::shared_ptr<const Simulator> makeOnOff() {
    return std::make_shared<OnOff>();
}
std::shared_ptr<const Simulator> makeBump() {
    return std::make_shared<Bump>();
}

} // namespace quincunx
