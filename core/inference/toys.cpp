#include "core/inference/toys.h"

#include "core/inference/distributions.h"

#include <numbers>

namespace quincunx {
namespace {

using Numbers = std::span<const double>;

[[noreturn]] void throwImpossible() {
    throw Error("cannot draw from the true posterior", "no parameters of the prior can give this observation",
                "choose an observation that the simulator can make");
}

constexpr int mostTries = 1'000'000; // of a rejection, before an observation counts as impossible

class TwoMoons final : public Simulator {
public:
    TwoMoons() : Simulator(numbered("theta", 2), uniformPrior(2, -1, 1), numbered("x", 2)) {}

    void simulate(Numbers theta, std::span<double> x, RandomEngine &random) const override {
        const auto [p, q] = noise(random);
        x[0] = p - std::fabs(theta[0] + theta[1]) / std::numbers::sqrt2;
        x[1] = q + (theta[1] - theta[0]) / std::numbers::sqrt2;
    }
    bool hasPosterior() const override { return true; }
    void drawPosterior(Numbers x, std::span<double> theta, RandomEngine &random) const override {
        for (int tries = 0; tries < mostTries; ++tries) {
            const auto [p, q] = noise(random);
            const double sum = (p - x[0]) * (uniform(random) < 0.5 ? 1 : -1), difference = x[1] - q;
            theta[0] = (sum - difference) / std::numbers::sqrt2;
            theta[1] = (sum + difference) / std::numbers::sqrt2;
            if (p >= x[0] && std::fabs(theta[0]) <= 1 && std::fabs(theta[1]) <= 1)
                return;
        }
        throwImpossible();
    }

private:
    static std::pair<double, double> noise(RandomEngine &random) {
        const double angle = std::numbers::pi * (uniform(random) - 0.5);
        const double radius = 0.1 + 0.01 * standardNormal(random);
        return {radius * std::cos(angle) + 0.25, radius * std::sin(angle)};
    }
};

class GaussianLinear final : public Simulator {
public:
    explicit GaussianLinear(bool bounded)
        : Simulator(numbered("theta", 10),
                    bounded ? uniformPrior(10, -1, 1)
                            : Prior(std::vector<Marginal>(10, {Marginal::Family::Normal, 0, deviation})),
                    numbered("x", 10))
        , m_bounded(bounded) {}

    void simulate(Numbers theta, std::span<double> x, RandomEngine &random) const override {
        for (std::size_t i = 0; i < x.size(); ++i)
            x[i] = theta[i] + deviation * standardNormal(random);
    }
    bool hasPosterior() const override { return true; }
    void drawPosterior(Numbers x, std::span<double> theta, RandomEngine &random) const override {
        for (std::size_t i = 0; i < x.size(); ++i)
            theta[i] = m_bounded ? truncatedNormal(x[i], deviation, -1, 1, random)
                                 : x[i] / 2 + deviation / std::numbers::sqrt2 * standardNormal(random);
    }

private:
    static constexpr double deviation = 0.31622776601683794; // √0.1
    const bool m_bounded;
};

class GaussianMixture final : public Simulator {
public:
    GaussianMixture() : Simulator(numbered("theta", 2), uniformPrior(2, -10, 10), numbered("x", 2)) {}

    void simulate(Numbers theta, std::span<double> x, RandomEngine &random) const override {
        const double deviation = uniform(random) < 0.5 ? 1 : 0.1;
        for (std::size_t i = 0; i < x.size(); ++i)
            x[i] = theta[i] + deviation * standardNormal(random);
    }
    bool hasPosterior() const override { return true; }
    void drawPosterior(Numbers x, std::span<double> theta, RandomEngine &random) const override {
        // Under a flat prior θ and x may change places; what falls out of the box is drawn again.
        for (int tries = 0; tries < mostTries; ++tries) {
            simulate(x, theta, random);
            if (std::fabs(theta[0]) <= 10 && std::fabs(theta[1]) <= 10)
                return;
        }
        throwImpossible();
    }
};

class Slcp final : public Simulator {
public:
    Slcp() : Simulator(numbered("theta", 5), uniformPrior(5, -3, 3), numbered("x", 8)) {}

    void simulate(Numbers theta, std::span<double> x, RandomEngine &random) const override {
        constexpr double floor = 1e-6;
        const double s1 = theta[2] * theta[2], s2 = theta[3] * theta[3];
        const double covariance = std::tanh(theta[4]) * s1 * s2;
        // Cholesky's factor [[a, 0], [b, c]]
        const double a = std::sqrt(s1 * s1 + floor), b = covariance / a;
        const double c = std::sqrt(std::max(s2 * s2 + floor - b * b, 0.));
        for (std::size_t i = 0; i < x.size(); i += 2) {
            const double u = standardNormal(random), v = standardNormal(random);
            x[i] = theta[0] + a * u;
            x[i + 1] = theta[1] + b * u + c * v;
        }
    }
};

class GaussGauss final : public Simulator {
public:
    GaussGauss() : Simulator({"theta"}, uniformPrior(1, -5, 5), {"x"}) {}

    void simulate(Numbers theta, std::span<double> x, RandomEngine &random) const override {
        const double z = theta[0] + 2 * standardNormal(random);
        x[0] = z + standardNormal(random);
    }
    bool hasPosterior() const override { return true; }
    void drawPosterior(Numbers x, std::span<double> theta, RandomEngine &random) const override {
        theta[0] = truncatedNormal(x[0], std::sqrt(5.), -5, 5, random);
    }
};

} // namespace

std::shared_ptr<const Simulator> makeTwoMoons() {
    return std::make_shared<TwoMoons>();
}
std::shared_ptr<const Simulator> makeGaussianLinear(bool bounded) {
    return std::make_shared<GaussianLinear>(bounded);
}
std::shared_ptr<const Simulator> makeGaussianMixture() {
    return std::make_shared<GaussianMixture>();
}
std::shared_ptr<const Simulator> makeSlcp() {
    return std::make_shared<Slcp>();
}
std::shared_ptr<const Simulator> makeGaussGauss() {
    return std::make_shared<GaussGauss>();
}

} // namespace quincunx
