#include "core/inference/prior.h"

#include "core/base/error.h"
#include "core/inference/distributions.h"

#include <algorithm>
#include <limits>

namespace quincunx {
namespace {

using Family = Marginal::Family;

constexpr double infinite = std::numeric_limits<double>::infinity();

bool isWithin(const Marginal &one, double theta) {
    switch (one.family) {
    case Family::Uniform:
        return theta >= one.first && theta <= one.second;
    case Family::Normal:
        return std::isfinite(theta);
    default:
        return theta > 0 && std::isfinite(theta);
    }
}

double toNormal(const Marginal &one, double theta) {
    if (!isWithin(one, theta))
        return std::numeric_limits<double>::quiet_NaN();
    if (one.family == Family::Uniform) { // from the nearer edge, whose distance is exact
        const double below = theta - one.first, above = one.second - theta, width = one.second - one.first;
        constexpr double least = std::numeric_limits<double>::min();
        return below < above ? normalQuantile(std::max(below / width, least))
                             : -normalQuantile(std::max(above / width, least));
    }
    return ((one.family == Family::Normal ? theta : std::log(theta)) - one.first) / one.second;
}

double fromNormal(const Marginal &one, double z) {
    const double width = one.second - one.first;
    switch (one.family) {
    case Family::Uniform:
        return z < 0 ? one.first + width * normalBelow(z) : one.second - width * normalBelow(-z);
    case Family::Normal:
        return one.first + one.second * z;
    default:
        return std::exp(one.first + one.second * z);
    }
}

} // namespace

Prior::Prior(std::vector<Marginal> marginals) : m_marginals(std::move(marginals)) {
    for (const auto &[family, first, second] : m_marginals) {
        const bool isUniform = family == Family::Uniform;
        if (!std::isfinite(first) || !std::isfinite(second - first) ||
            !(isUniform ? second > first : second > 0))
            throw Error("cannot use this prior",
                        isUniform ? "a uniform parameter ends before it begins"
                                  : "the deviation of a parameter is not above 0",
                        isUniform ? "give finite limits, the lower one first"
                                  : "give a finite mean and a finite deviation above 0");
    }
}

void Prior::draw(std::span<double> theta, RandomEngine &random) const {
    for (std::size_t k = 0; k < size(); ++k) {
        const auto &[family, first, second] = m_marginals[k];
        if (family == Family::Uniform) {
            theta[k] = first + (second - first) * uniform(random);
            continue;
        }
        const double drawn = first + second * standardNormal(random);
        theta[k] = family == Family::Normal ? drawn : std::exp(drawn);
    }
}

double Prior::logDensity(std::span<const double> theta) const {
    double sum = 0;
    for (std::size_t k = 0; k < size(); ++k) {
        const auto &[family, first, second] = m_marginals[k];
        if (!isWithin(m_marginals[k], theta[k]))
            return -infinite;
        if (family == Family::Uniform) {
            sum -= std::log(second - first);
            continue;
        }
        const double at = family == Family::Normal ? theta[k] : std::log(theta[k]);
        sum += normalLogDensity(at, first, second) - (family == Family::Normal ? 0 : at);
    }
    return sum;
}

bool Prior::contains(std::span<const double> theta) const {
    for (std::size_t k = 0; k < size(); ++k)
        if (!isWithin(m_marginals[k], theta[k]))
            return false;
    return true;
}

double Prior::lower(std::size_t parameter) const {
    const Marginal &one = m_marginals[parameter];
    return one.family == Family::Uniform ? one.first : one.family == Family::Normal ? -infinite : 0;
}

double Prior::upper(std::size_t parameter) const {
    const Marginal &one = m_marginals[parameter];
    return one.family == Family::Uniform ? one.second : infinite;
}

std::pair<double, double> Prior::range(std::size_t parameter) const {
    constexpr double quantile = 3.2905267314919255; // of 99.95%
    const Marginal &one = m_marginals[parameter];
    if (one.family == Family::Uniform)
        return {one.first, one.second};
    return {quincunx::fromNormal(one, -quantile), quincunx::fromNormal(one, quantile)};
}

void Prior::toNormal(std::span<const double> theta, std::span<double> z) const {
    for (std::size_t k = 0; k < size(); ++k)
        z[k] = quincunx::toNormal(m_marginals[k], theta[k]);
}

void Prior::fromNormal(std::span<const double> z, std::span<double> theta) const {
    for (std::size_t k = 0; k < size(); ++k)
        theta[k] = quincunx::fromNormal(m_marginals[k], z[k]);
}

double Prior::logJacobian(std::span<const double> z) const {
    double sum = 0;
    for (std::size_t k = 0; k < size(); ++k) {
        const auto &[family, first, second] = m_marginals[k];
        if (family == Family::Uniform)
            sum += std::log(second - first) + normalLogDensity(z[k], 0, 1);
        else
            sum += std::log(second) + (family == Family::Normal ? 0 : first + second * z[k]);
    }
    return sum;
}

Prior uniformPrior(std::size_t size, double low, double high) {
    return Prior(std::vector<Marginal>(size, {Family::Uniform, low, high}));
}

} // namespace quincunx
