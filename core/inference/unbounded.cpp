#include "core/inference/unbounded.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace quincunx {
namespace {

constexpr double half = std::numbers::sqrt3;
constexpr double softness = 0.15; // ε

double softplusOf(double x) {
    return std::max(x, 0.0) + std::log1p(std::exp(-std::fabs(x)));
}
bool isUniform(const Prior &prior, std::size_t k) {
    return prior.marginal(k).family == Marginal::Family::Uniform;
}

} // namespace

void toUnbounded(const Prior &prior, std::span<const double> theta, std::span<double> y) {
    prior.toNormal(theta, y);
    for (std::size_t k = 0; k < y.size(); ++k) {
        if (!isUniform(prior, k))
            continue;
        const double low = prior.lower(k), high = prior.upper(k);
        constexpr double least = std::numeric_limits<double>::epsilon();
        const double below = std::max((theta[k] - low) / (high - low), least);
        const double above = std::max((high - theta[k]) / (high - low), least);
        y[k] = softness * (std::log(std::expm1(2 * half * below / softness)) -
                           std::log(-std::expm1(-2 * half * above / softness))) -
               half;
    }
}

void fromUnbounded(const Prior &prior, std::span<const double> y, std::span<double> theta) {
    prior.fromNormal(y, theta);
    for (std::size_t k = 0; k < y.size(); ++k) {
        if (!isUniform(prior, k))
            continue;
        const double low = prior.lower(k), width = prior.upper(k) - low;
        const double u = softness / (2 * half) *
                         (softplusOf((y[k] + half) / softness) - softplusOf((y[k] - half) / softness));
        theta[k] = std::clamp(low + width * u, low, low + width);
    }
}

Draws unboundedRows(const Prior &prior, const Draws &theta) {
    Draws y(theta.rows(), theta.cols());
    for (std::size_t i = 0; i < static_cast<std::size_t>(theta.rows()); ++i)
        toUnbounded(prior, rowOf(theta, i), rowOf(y, i));
    return y;
}

Draws unboundedGradients(const Prior &prior, const Draws &y, const Draws &byTheta) {
    Draws gradients = byTheta;
    for (std::size_t k = 0; k < prior.size(); ++k) {
        const Prior one({prior.marginal(k)});
        for (std::size_t i = 0; i < static_cast<std::size_t>(y.rows()); ++i)
            rowOf(gradients, i)[k] *= std::exp(logUnboundedJacobian(one, rowOf(y, i).subspan(k, 1)));
    }
    return gradients;
}

double logUnboundedJacobian(const Prior &prior, std::span<const double> y) {
    double sum = 0;
    std::vector<double> other;
    std::vector<Marginal> marginals;
    for (std::size_t k = 0; k < y.size(); ++k) {
        if (isUniform(prior, k)) {
            // σ(a) − σ(b) = (1 − e^{b−a}) σ(a) σ(−b), which loses nothing in the tails
            const double a = (y[k] + half) / softness, b = (y[k] - half) / softness;
            sum += std::log((prior.upper(k) - prior.lower(k)) / (2 * half)) + std::log(-std::expm1(b - a)) -
                   softplusOf(-a) - softplusOf(b);
        } else {
            marginals.push_back(prior.marginal(k));
            other.push_back(y[k]);
        }
    }
    return other.empty() ? sum : sum + Prior(std::move(marginals)).logJacobian(other);
}

} // namespace quincunx
