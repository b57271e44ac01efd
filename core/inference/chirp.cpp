#include "core/inference/chirp.h"

#include "core/inference/grid_posterior.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace quincunx {
namespace chirp {
namespace {

constexpr double solarMass = 4.925490947e-6; ///< G m/c³ of the sun [s]
constexpr double fade = 0.01;                ///< [s]

} // namespace

double frequency(double mass, double tau) {
    return std::pow(5 / (256 * tau), 3. / 8) * std::pow(mass * solarMass, -5. / 8) / std::numbers::pi;
}

std::array<double, samples> waveform(std::span<const double> theta) {
    const double mass = theta[0], end = theta[1], amplitude = theta[2];
    const double phase = -2 * std::pow(5 * mass * solarMass, -5. / 8);
    const double strength = amplitude * std::pow(frequency(mass, 1) / 50, 2. / 3);
    std::array<double, samples> h{};
    for (std::size_t i = 0; i < samples; ++i) {
        const double tau = end - static_cast<double>(i) * duration / samples;
        if (tau <= 0)
            break;
        // f ~ τ^−3/8, hence f^2/3 ~ τ^−1/4; τ^5/8 = τ^½ τ^⅛
        const double root = std::sqrt(tau), fourth = std::sqrt(root), eighth = std::sqrt(fourth);
        const double weight = tau < fade ? tau * tau / (fade * fade) : 1;
        h[i] = weight * strength / fourth * std::cos(phase * root * eighth);
    }
    return h;
}

} // namespace chirp

namespace {

class Chirp final : public GridSimulator {
public:
    Chirp()
        : GridSimulator({"chirp mass [Msun]", "merger time [s]", "amplitude"},
                        Prior({{Marginal::Family::Uniform, 25, 45},
                               {Marginal::Family::Uniform, 0.18, 0.24},
                               {Marginal::Family::Uniform, 0.5, 2}}),
                        numbered("h", chirp::samples, 0)) {}

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        std::ranges::copy(chirp::waveform(theta), x.begin());
        for (double &h : x)
            h += standardNormal(random);
    }
    DataShape dataShape() const override { return {DataShape::Kind::Series}; }
    double logLikelihood(std::span<const double> x, std::span<const double> theta) const override {
        const auto h = chirp::waveform(theta);
        double sum = 0;
        for (std::size_t i = 0; i < x.size(); ++i)
            sum += (x[i] - h[i]) * (x[i] - h[i]);
        return -0.5 * sum;
    }
};

} // namespace

std::shared_ptr<const Simulator> makeChirp() {
    return std::make_shared<Chirp>();
}

} // namespace quincunx
