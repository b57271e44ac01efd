#include "core/manifolds/mixture.h"

#include "core/manifolds/bessel.h"

#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

/// The point itself, or cos and sin of each angle.
Eigen::VectorXd directionOf(const Manifold &manifold, std::span<const double> point) {
    if (manifold.isSphere())
        return Eigen::Map<const Eigen::VectorXd>(point.data(), static_cast<Eigen::Index>(point.size()));
    Eigen::VectorXd all(2 * static_cast<Eigen::Index>(point.size()));
    for (std::size_t i = 0; i < point.size(); ++i) {
        all[2 * static_cast<Eigen::Index>(i)] = std::cos(point[i]);
        all[2 * static_cast<Eigen::Index>(i) + 1] = std::sin(point[i]);
    }
    return all;
}

} // namespace

Mixture::Mixture(const Manifold &manifold, Terms terms)
    : Target(manifold)
    , m_directions(terms.centres.rows(), manifold.ambient() * (manifold.isSphere() ? 1 : 2))
    , m_concentrations(std::move(terms.concentrations))
    , m_logWeights(std::move(terms.logWeights))
    , m_floor(terms.floor) {
    const auto width = static_cast<std::size_t>(manifold.ambient());
    for (Eigen::Index k = 0; k < m_directions.rows(); ++k)
        m_directions.row(k) = directionOf(manifold, {terms.centres.row(k).data(), width});
    // The logarithm of a sum again, of volumes. Most terms are as sharp as the one before.
    Eigen::VectorXd volumes = m_logWeights;
    double volume = 0;
    for (Eigen::Index k = 0; k < volumes.size(); ++k) {
        if (k == 0 || m_concentrations[k] != m_concentrations[k - 1])
            volume = logBumpVolume(manifold, m_concentrations[k]);
        volumes[k] += volume;
    }
    const double largest = volumes.size() > 0 ? volumes.maxCoeff() : 0;
    m_logNormaliser = largest + std::log(m_floor * std::exp(manifold.logVolume() - largest) +
                                         (volumes.array() - largest).exp().sum());
}

Mixture::Mixture(const Manifold &manifold, const PointRows &centres, double concentration, double logWeight)
    : Mixture(manifold, {centres, Eigen::VectorXd::Constant(centres.rows(), concentration),
                         Eigen::VectorXd::Constant(centres.rows(), logWeight)}) {}

double Mixture::logDensity(std::span<const double> point, std::span<double> gradient) const {
    const Eigen::VectorXd direction = directionOf(manifold(), point);
    Eigen::ArrayXd terms =
        m_logWeights.array() + m_concentrations.array() * (m_directions * direction).array();
    const double floor = std::log(m_floor); // −∞ without one
    const double largest = terms.size() > 0 ? std::max(floor, terms.maxCoeff()) : floor;
    terms = (terms - largest).exp();
    const double total = terms.sum() + std::exp(floor - largest);
    if (!gradient.empty()) {
        const Eigen::VectorXd slope =
            m_directions.transpose() * (terms * m_concentrations.array() / total).matrix();
        for (std::size_t i = 0; i < gradient.size(); ++i) {
            const auto k = static_cast<Eigen::Index>(i);
            gradient[i] = manifold().isSphere()
                              ? slope[k]
                              : slope[2 * k + 1] * direction[2 * k] - slope[2 * k] * direction[2 * k + 1];
        }
    }
    return largest + std::log(total);
}

double peakOf(const Manifold &manifold) {
    return manifold.isSphere() ? 1 : manifold.dimension();
}

double logBumpVolume(const Manifold &manifold, double concentration) {
    const double n = manifold.dimension(), logTurn = std::log(2 * std::numbers::pi);
    if (!manifold.isSphere())
        return n * (logTurn + logBesselI(0, concentration));
    return 0.5 * (n + 1) * logTurn + logBesselI(0.5 * (n - 1), concentration) -
           0.5 * (n - 1) * std::log(concentration);
}

} // namespace quincunx
