#include "core/trellis/ginkgo_density.h"

#include "core/trellis/ginkgo_engine.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace quincunx {
namespace {

const double log4Pi = std::log(4 * std::numbers::pi);
// The generator's limit t < 0.999 T, for masses.
const double massLimit = std::sqrt(0.999);

double logAdd(double x, double y) {
    const double largest = std::max(x, y);
    return largest == forbidden ? forbidden : largest + std::log1p(std::exp(-std::fabs(x - y)));
}

/// ln(1 − e^(−x)) for x ≥ 0.
double logOneMinusExp(double x) {
    return std::log(-std::expm1(-x));
}

double published(double mP, double mL, double mR, double lambda, double tCut) {
    if (!(mP * mP >= tCut))
        return forbidden;
    const double norm = logOneMinusExp(lambda);
    auto g = [&](double T, double t) {
        if (!(t > 0))
            return (T > 0 ? logOneMinusExp(lambda * tCut / T) : 0) - norm;
        return T > 0 ? std::log(lambda / T) - lambda * t / T - norm : forbidden;
    };
    const double a = std::max(mL, mR), b = std::min(mL, mR);
    const double rest = std::max(0.0, mP - a);
    return g(mP * mP, a * a) + g(rest * rest, b * b) - log4Pi;
}

double ginkgo(double mP, double mL, double mR, double lambda, double tCut) {
    if (!(mP * mP > tCut) || !(mL < massLimit * mP) || !(mR < massLimit * mP) || !(mL + mR <= mP))
        return forbidden;
    const double norm = logOneMinusExp(0.999 * lambda);
    auto g = [&](double T, double t) {
        return (t > tCut ? std::log(lambda / T) - lambda * t / T
                         : logOneMinusExp(lambda * std::min(T, tCut) / T)) -
               norm;
    };
    auto ordered = [&](double first, double second) {
        return g(mP * mP, first * first) + g((mP - first) * (mP - first), second * second);
    };
    return logAdd(ordered(mL, mR), ordered(mR, mL)) - std::numbers::ln2 - log4Pi;
}

double exact(double mP, double mL, double mR, double lambda, double tCut) {
    if (!(mP * mP > tCut) || !(mL < massLimit * mP) || !(mR < massLimit * mP))
        return forbidden;
    const double norm = logOneMinusExp(0.999 * lambda);
    auto g = [&](double mass, double m) { // of T = mass², t = m²
        if (!(m < massLimit * mass))
            return forbidden;
        return std::log(lambda / (mass * mass)) - lambda * (m / mass) * (m / mass) - norm;
    };
    const double x = g(mP, mL) + g(mP - mL, mR), y = g(mP, mR) + g(mP - mR, mL);
    if (std::max(x, y) == forbidden)
        return forbidden;
    // β = √[(t−(mL+mR)²)(t−(mL−mR)²)]/t, as a product that loses no digits near threshold
    const double beta2 =
        (mP - mL - mR) * (mP + mL + mR) * (mP - mL + mR) * (mP + mL - mR) / (mP * mP * mP * mP);
    return logAdd(x, y) - std::numbers::ln2 - log4Pi + std::log(8) - std::log(beta2) / 2;
}

} // namespace

SubsetMomenta::SubsetMomenta(std::span<const FourMomentum> momenta) : m_tables((momenta.size() + 7) / 8) {
    for (std::size_t byte = 0; byte < m_tables.size(); ++byte)
        for (std::size_t set = 1; set < 256; ++set) {
            const std::size_t leaf = 8 * byte + static_cast<std::size_t>(std::countr_zero(set));
            m_tables[byte][set] = m_tables[byte][set & (set - 1)];
            if (leaf < momenta.size())
                m_tables[byte][set] += momenta[leaf];
        }
}

double ginkgoPsi(GinkgoConvention convention, double mP, double mL, double mR, double lambda, double tCut) {
    if (!std::isfinite(mP))
        return forbidden;
    switch (convention) {
    case GinkgoConvention::Published:
        return published(mP, mL, mR, lambda, tCut);
    case GinkgoConvention::Ginkgo:
        return ginkgo(mP, mL, mR, lambda, tCut);
    case GinkgoConvention::Exact:
        break;
    }
    return exact(mP, mL, mR, lambda, tCut);
}

GinkgoDensity::GinkgoDensity(GinkgoConvention convention, std::span<const FourMomentum> leaves,
                             const GinkgoSettings &settings)
    : Splitting(static_cast<int>(leaves.size()))
    , m_convention(convention)
    , m_momenta(leaves)
    , m_settings(GinkgoSettings::table().fromJson(GinkgoSettings::table().toJson(settings))) {
    for (const FourMomentum &p : leaves)
        if (!std::isfinite(p.px + p.py + p.pz + p.E) || p.E < 0)
            throw Error("cannot score the jet", "a momentum is not finite or its energy is negative",
                        "correct the file or leave the particle out");
}

double GinkgoDensity::mass(Cluster cluster) const {
    if (m_convention == GinkgoConvention::Published && isLeaf(cluster))
        return 0;
    const FourMomentum p = m_momenta(cluster);
    const double t = p.massSquared();
    // Rounding leaves a few ulp of E² of a massless sum; more than that below zero is space-like.
    return t >= 0 ? std::sqrt(t) : t > -1e-10 * p.E * p.E ? 0 : std::numeric_limits<double>::infinity();
}

double GinkgoDensity::height(Cluster cluster) const {
    return isLeaf(cluster) ? 0 : std::max(0.0, m_momenta(cluster).massSquared());
}

double GinkgoDensity::psi(Cluster a, Cluster b) const {
    const double lambda = (a | b) == all() ? m_settings.lambdaRoot : m_settings.lambda;
    return ginkgoPsi(m_convention, mass(a | b), mass(a), mass(b), lambda, m_settings.tCut);
}

std::unique_ptr<TrellisEngine> GinkgoDensity::fastEngine() const {
    return makeGinkgoEngine(*this);
}

} // namespace quincunx
