#include "core/inference/eft.h"

#include "core/inference/distributions.h"
#include "core/inference/grid_posterior.h"

#include <algorithm>
#include <limits>

namespace quincunx {
namespace eft {
namespace {

constexpr double linear = 0.3, quadratic = 0.1; ///< of M1 and M2
constexpr double cosPhi = 0.8;
constexpr std::array<double, 5> factorials{1, 1, 2, 6, 24};

/// M/M0 without its phase: |M|²/M0² = 1 + 2 cosφ q + q².
double q(double z, std::span<const double> theta) {
    return theta[0] * linear * z + theta[1] * quadratic * z * z;
}
double square(double q) {
    return 1 + 2 * cosPhi * q + q * q;
}

/// ∫ z^k e^{−z} P(bin|z) dz for each power and bin.
const std::array<std::array<double, 5>, edges.size() + 1> &binIntegrals() {
    static const auto table = [] {
        std::array<std::array<double, 5>, edges.size() + 1> sums{};
        constexpr double step = 0.01;
        for (double logZ = -35; logZ < 6; logZ += step) {
            const double z = std::exp(logZ);
            for (std::size_t bin = 0; bin < sums.size(); ++bin) {
                auto at = [&](std::size_t edge) { return (std::log(edges[edge]) - logZ) / smearing; };
                // P(bin|z) in the tail where it is precise
                const double low = bin == 0 ? -std::numeric_limits<double>::infinity() : at(bin - 1);
                const double high = bin == edges.size() ? -low : at(bin);
                const double share = bin == edges.size() ? normalBelow(-low)
                                     : low > 0           ? normalBelow(-low) - normalBelow(-high)
                                                         : normalBelow(high) - normalBelow(low);
                double weight = step * z * std::exp(-z) * share; // dz = z dlnz
                for (double &sum : sums[bin]) {
                    sum += weight;
                    weight *= z;
                }
            }
        }
        return sums;
    }();
    return table;
}

} // namespace

std::array<double, 5> coefficients(std::span<const double> theta) {
    const double a = theta[0] * linear, b = theta[1] * quadratic;
    return {1, 2 * cosPhi * a, 2 * cosPhi * b + a * a, 2 * a * b, b * b};
}

double eventsExpectedAt(std::span<const double> theta) {
    const auto c = coefficients(theta);
    double sum = 0;
    for (std::size_t k = 0; k < c.size(); ++k)
        sum += c[k] * factorials[k];
    return eventsExpected * sum;
}

std::array<double, edges.size() + 1> binsExpected(std::span<const double> theta) {
    const auto c = coefficients(theta);
    std::array<double, edges.size() + 1> expected{};
    for (std::size_t bin = 0; bin < expected.size(); ++bin)
        for (std::size_t k = 0; k < c.size(); ++k)
            expected[bin] += eventsExpected * c[k] * binIntegrals()[bin][k];
    return expected;
}

} // namespace eft

namespace {

class Eft final : public GridSimulator {
public:
    Eft() : GridSimulator({"theta1", "theta2"}, uniformPrior(2, -1, 1), binNames()) {}

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        generate(theta, x, random, [](double) {});
    }
    DataShape dataShape() const override { return {DataShape::Kind::Bins}; }
    double logLikelihood(std::span<const double> x, std::span<const double> theta) const override {
        const auto expected = eft::binsExpected(theta);
        double sum = 0;
        for (std::size_t bin = 0; bin < x.size(); ++bin)
            sum += logPoisson(x[bin], expected[bin]);
        return sum;
    }
    bool canMine() const override { return true; }
    Mined mine(std::span<const double> theta, std::span<const double> other, std::span<double> x,
               RandomEngine &random) const override {
        Mined mined{eft::eventsExpectedAt(other) - eft::eventsExpectedAt(theta), {0, 0}};
        generate(theta, x, random, [&](double z) {
            const double q = eft::q(z, theta), square = eft::square(q);
            const double slope = 2 * (eft::cosPhi + q) / square;
            mined.logRatio += std::log(square / eft::square(eft::q(z, other)));
            mined.score[0] += slope * eft::linear * z;
            mined.score[1] += slope * eft::quadratic * z * z;
        });
        // of e^−(events expected), a polynomial of second degree: the difference is exact
        for (std::size_t k = 0; k < 2; ++k) {
            std::array<double, 2> above{theta[0], theta[1]}, below = above;
            above[k] += 0.5;
            below[k] -= 0.5;
            mined.score[k] -= eft::eventsExpectedAt(above) - eft::eventsExpectedAt(below);
        }
        return mined;
    }

private:
    static std::vector<std::string> binNames() {
        auto gev = [](double edge) { return std::to_string(static_cast<int>(std::lround(100 * edge))); };
        std::vector<std::string> names{"events below " + gev(eft::edges.front()) + " GeV"};
        for (std::size_t k = 1; k < eft::edges.size(); ++k)
            names.push_back("events in " + gev(eft::edges[k - 1]) + "-" + gev(eft::edges[k]) + " GeV");
        names.push_back("events above " + gev(eft::edges.back()) + " GeV");
        return names;
    }

    /// Each event is drawn from Σ |c_k| z^k e^{−z}, a mixture of Gamma distributions, and kept with
    /// probability Σ c_k z^k / Σ |c_k| z^k.
    template <class Watch>
    static void generate(std::span<const double> theta, std::span<double> x, RandomEngine &random,
                         const Watch &watch) {
        const auto c = eft::coefficients(theta);
        std::array<double, 5> cumulated{};
        double sum = 0;
        for (std::size_t k = 0; k < c.size(); ++k)
            cumulated[k] = sum += std::fabs(c[k]) * eft::factorials[k];
        std::ranges::fill(x, 0);
        for (int left = poisson(eft::eventsExpectedAt(theta), random); left > 0;) {
            const double u = uniform(random) * sum;
            std::size_t power = 0;
            while (power < 4 && cumulated[power] <= u)
                ++power;
            const double z = standardGamma(static_cast<double>(power) + 1, random);
            double envelope = 0;
            for (std::size_t k = c.size(); k-- > 0;)
                envelope = envelope * z + std::fabs(c[k]);
            if (uniform(random) * envelope > eft::square(eft::q(z, theta)))
                continue;
            --left;
            watch(z);
            const double seen = z * std::exp(eft::smearing * standardNormal(random));
            ++x[static_cast<std::size_t>(std::ranges::upper_bound(eft::edges, seen) - eft::edges.begin())];
        }
    }
};

} // namespace

std::shared_ptr<const Simulator> makeEft() {
    return std::make_shared<Eft>();
}

} // namespace quincunx
