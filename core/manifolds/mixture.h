#pragma once

#include "core/manifolds/target.h"

namespace quincunx {

/// ln [floor + Σ_k w_k e^{κ_k c_k(x)}], with c_k = x·μ_k on spheres (von Mises–Fisher), Σ_i cos(θ_i − a_ki)
/// on tori. Its normaliser is exact. Cost: terms · ambient() operations, and an exponential a term.
class Mixture : public Target {
public:
    struct Terms {
        PointRows centres;              ///< one a row
        Eigen::VectorXd concentrations; ///< κ_k > 0
        Eigen::VectorXd logWeights;     ///< ln w_k
        double floor = 0;               ///< everywhere; without terms it must be above 0
    };
    Mixture(const Manifold &manifold, Terms terms);

    /// Each term with the same concentration and weight.
    Mixture(const Manifold &manifold, const PointRows &centres, double concentration, double logWeight = 0);

    double logDensity(std::span<const double> point, std::span<double> gradient = {}) const override;
    std::optional<double> exactLogNormaliser() const override { return m_logNormaliser; }

private:
    Eigen::MatrixXd m_directions; ///< centres on spheres, their cos and sin on tori: c_k is linear in these
    Eigen::VectorXd m_concentrations, m_logWeights;
    double m_floor, m_logNormaliser;
};

/// The most that c_k can be: at the centre.
double peakOf(const Manifold &manifold);

/// ln ∫ e^{κ c(x)} dV: 2π I₀(κ) for each angle; (2π)^{(n+1)/2} I_{(n−1)/2}(κ) / κ^{(n−1)/2} on spheres.
double logBumpVolume(const Manifold &manifold, double concentration);

} // namespace quincunx
