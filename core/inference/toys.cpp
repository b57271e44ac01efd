#include "core/inference/toys.h"

#include "core/inference/distributions.h"

#include <array>

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
    DataShape dataShape() const override { return {DataShape::Kind::Points2D}; }
    bool hasLikelihood() const override { return true; }
    double logLikelihood(Numbers x, Numbers theta) const override {
        // (r cos a, r sin a) has the density N(r)/(π|r|); r < 0, which is behind, once in 10²³ times
        const double u = x[0] + std::fabs(theta[0] + theta[1]) / std::numbers::sqrt2 - 0.25;
        const double v = x[1] - (theta[1] - theta[0]) / std::numbers::sqrt2;
        const double radius = std::hypot(u, v);
        return normalLogDensity(std::copysign(radius, u), 0.1, 0.01) - std::log(std::numbers::pi * radius);
    }
    bool hasPosterior() const override { return true; }
    void drawPosterior(Numbers x, std::span<double> theta, RandomEngine &random) const override {
        for (int attempt = 0; attempt < mostTries; ++attempt) {
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
    bool hasLikelihood() const override { return true; }
    double logLikelihood(Numbers x, Numbers theta) const override {
        double sum = 0;
        for (std::size_t i = 0; i < x.size(); ++i)
            sum += normalLogDensity(x[i], theta[i], deviation);
        return sum;
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
        draw(theta, x, random);
    }
    DataShape dataShape() const override { return {DataShape::Kind::Points2D}; }
    bool hasLikelihood() const override { return true; }
    double logLikelihood(Numbers x, Numbers theta) const override {
        const double far = component(x, theta, wide), near = component(x, theta, narrow);
        return std::max(far, near) + std::log1p(std::exp(-std::fabs(far - near))) - std::numbers::ln2;
    }
    bool canMine() const override { return true; }
    Mined mine(Numbers theta, Numbers other, std::span<double> x, RandomEngine &random) const override {
        const double deviation = draw(theta, x, random);
        Mined mined{component(x, theta, deviation) - component(x, other, deviation), {}};
        for (std::size_t i = 0; i < x.size(); ++i)
            mined.score.push_back((x[i] - theta[i]) / (deviation * deviation));
        return mined;
    }
    bool hasPosterior() const override { return true; }
    void drawPosterior(Numbers x, std::span<double> theta, RandomEngine &random) const override {
        // Under a flat prior θ and x may change places; what falls out of the box is drawn again.
        for (int attempt = 0; attempt < mostTries; ++attempt) {
            simulate(x, theta, random);
            if (std::fabs(theta[0]) <= 10 && std::fabs(theta[1]) <= 10)
                return;
        }
        throwImpossible();
    }

private:
    static constexpr double wide = 1, narrow = 0.1;

    /// \return the deviation of the component that was drawn.
    static double draw(Numbers theta, std::span<double> x, RandomEngine &random) {
        const double deviation = uniform(random) < 0.5 ? wide : narrow;
        for (std::size_t i = 0; i < x.size(); ++i)
            x[i] = theta[i] + deviation * standardNormal(random);
        return deviation;
    }
    static double component(Numbers x, Numbers theta, double deviation) {
        return normalLogDensity(x[0], theta[0], deviation) + normalLogDensity(x[1], theta[1], deviation);
    }
};

class Slcp final : public Simulator {
public:
    Slcp() : Simulator(numbered("theta", 5), uniformPrior(5, -3, 3), numbered("x", 8)) {}

    void simulate(Numbers theta, std::span<double> x, RandomEngine &random) const override {
        const auto [a, b, c] = factor(theta);
        for (std::size_t i = 0; i < x.size(); i += 2) {
            const double u = standardNormal(random), v = standardNormal(random);
            x[i] = theta[0] + a * u;
            x[i + 1] = theta[1] + b * u + c * v;
        }
    }
    DataShape dataShape() const override { return {DataShape::Kind::Points2D}; }
    bool hasLikelihood() const override { return true; }
    double logLikelihood(Numbers x, Numbers theta) const override {
        const auto [a, b, c] = factor(theta);
        double sum = 0;
        for (std::size_t i = 0; i < x.size(); i += 2)
            sum += normalLogDensity(x[i], theta[0], a) +
                   normalLogDensity(x[i + 1], theta[1] + b * (x[i] - theta[0]) / a, c);
        return sum;
    }

private:
    /// Cholesky's factor [[a, 0], [b, c]] of the covariance.
    static std::array<double, 3> factor(Numbers theta) {
        constexpr double floor = 1e-6;
        const double s1 = theta[2] * theta[2], s2 = theta[3] * theta[3], rho = std::tanh(theta[4]);
        const double a = std::sqrt(s1 * s1 + floor), b = rho * s1 * s2 / a;
        // c² = s2² + floor − b², without the difference of large numbers
        const double share = (1 - rho * rho) * s1 * s1 + floor;
        return {a, b, std::sqrt(floor + s2 * s2 * share / (a * a))};
    }
};

class GaussGauss final : public Simulator {
public:
    GaussGauss() : Simulator({"theta"}, uniformPrior(1, -5, 5), {"x"}) {}

    void simulate(Numbers theta, std::span<double> x, RandomEngine &random) const override {
        draw(theta[0], x, random);
    }
    bool hasLikelihood() const override { return true; }
    double logLikelihood(Numbers x, Numbers theta) const override {
        return normalLogDensity(x[0], theta[0], std::sqrt(5.));
    }
    bool canMine() const override { return true; }
    Mined mine(Numbers theta, Numbers other, std::span<double> x, RandomEngine &random) const override {
        const double z = draw(theta[0], x, random);
        return {normalLogDensity(z, theta[0], 2) - normalLogDensity(z, other[0], 2), {(z - theta[0]) / 4}};
    }
    bool hasPosterior() const override { return true; }
    void drawPosterior(Numbers x, std::span<double> theta, RandomEngine &random) const override {
        theta[0] = truncatedNormal(x[0], std::sqrt(5.), -5, 5, random);
    }

private:
    /// \return z.
    static double draw(double theta, std::span<double> x, RandomEngine &random) {
        const double z = theta + 2 * standardNormal(random);
        x[0] = z + standardNormal(random);
        return z;
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
