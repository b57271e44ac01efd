#include "core/inference/unbounded.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace quincunx {
namespace {

constexpr double half = std::numbers::sqrt3;
constexpr double softnessAtFirst = 0.15; ///< of models that do not name theirs

double softplusOf(double x) {
    return std::max(x, 0.0) + std::log1p(std::exp(-std::fabs(x)));
}

bool isUniform(const Prior &one) {
    return one.marginal(0).family == Marginal::Family::Uniform;
}

} // namespace

UnboundedCoordinates::UnboundedCoordinates(const Prior &prior, double softness) : m_softness(softness) {
    for (std::size_t k = 0; k < prior.size(); ++k)
        m_each.emplace_back(std::vector{prior.marginal(k)});
}

void UnboundedCoordinates::fromParameters(std::span<const double> theta, std::span<double> y) const {
    for (std::size_t k = 0; k < y.size(); ++k) {
        if (!isUniform(m_each[k])) {
            m_each[k].toNormal(theta.subspan(k, 1), y.subspan(k, 1));
            continue;
        }
        const double low = m_each[k].lower(0), high = m_each[k].upper(0);
        constexpr double least = std::numeric_limits<double>::epsilon();
        const double below = std::max((theta[k] - low) / (high - low), least);
        const double above = std::max((high - theta[k]) / (high - low), least);
        y[k] = m_softness * (std::log(std::expm1(2 * half * below / m_softness)) -
                             std::log(-std::expm1(-2 * half * above / m_softness))) -
               half;
    }
}

void UnboundedCoordinates::toParameters(std::span<const double> y, std::span<double> theta) const {
    for (std::size_t k = 0; k < y.size(); ++k) {
        if (!isUniform(m_each[k])) {
            m_each[k].fromNormal(y.subspan(k, 1), theta.subspan(k, 1));
            continue;
        }
        const double low = m_each[k].lower(0), width = m_each[k].upper(0) - low;
        const double u = m_softness / (2 * half) *
                         (softplusOf((y[k] + half) / m_softness) - softplusOf((y[k] - half) / m_softness));
        theta[k] = std::clamp(low + width * u, low, low + width);
    }
}

Draws UnboundedCoordinates::fromParameters(const Draws &theta) const {
    Draws y(theta.rows(), theta.cols());
    for (std::size_t i = 0; i < static_cast<std::size_t>(theta.rows()); ++i)
        fromParameters(rowOf(theta, i), rowOf(y, i));
    return y;
}

Draws UnboundedCoordinates::gradients(const Draws &y, const Draws &byTheta) const {
    Draws gradients = byTheta;
    for (std::size_t k = 0; k < m_each.size(); ++k)
        for (std::size_t i = 0; i < static_cast<std::size_t>(y.rows()); ++i)
            rowOf(gradients, i)[k] *= std::exp(logSlope(k, rowOf(y, i)[k]));
    return gradients;
}

double UnboundedCoordinates::logJacobian(std::span<const double> y) const {
    double sum = 0;
    for (std::size_t k = 0; k < y.size(); ++k)
        sum += logSlope(k, y[k]);
    return sum;
}

double UnboundedCoordinates::logSlope(std::size_t k, double y) const {
    if (!isUniform(m_each[k]))
        return m_each[k].logJacobian({&y, 1});
    // σ(a) − σ(b) = (1 − e^{b−a}) σ(a) σ(−b), which loses nothing in the tails
    const double a = (y + half) / m_softness, b = (y - half) / m_softness;
    return std::log((m_each[k].upper(0) - m_each[k].lower(0)) / (2 * half)) + std::log(-std::expm1(b - a)) -
           softplusOf(-a) - softplusOf(b);
}

void UnboundedCoordinates::write(nlohmann::json &model) const {
    model["softness"] = m_softness;
}

UnboundedCoordinates UnboundedCoordinates::read(const Prior &prior, const nlohmann::json &model) {
    return UnboundedCoordinates(prior, model.value("softness", softnessAtFirst));
}

} // namespace quincunx
