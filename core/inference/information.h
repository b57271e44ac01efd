#pragma once

#include "core/inference/simulator.h"

#include <optional>

namespace quincunx {

/// Fisher's information about θ in one x, I = E[t tᵀ] with the score t = ∇_θ ln p(x|θ): the inverse of the
/// covariance that no unbiased estimate of θ can go below (Cramér and Rao).
struct Information {
    Eigen::MatrixXd matrix;        ///< (parameters, parameters), 1/(unit of θ)²
    Eigen::MatrixXd standardError; ///< of each number of it; 0 if it is a sum and not a mean over draws

    /// The least deviation of an unbiased estimate of each parameter, √(I⁻¹)_kk; ∞ where nothing is known.
    Eigen::VectorXd leastDeviations() const;
};

/// Without a draw: `galton` by the sum over its bins, `eft` as Σ ∂ν ∂νᵀ/ν over bins of ν expected events,
/// each Poisson. Other simulators: nothing. \param theta within the prior.
std::optional<Information> summedInformation(const std::string &simulator, std::span<const double> theta);

/// The mean of t tᵀ over `count` simulations at θ, t by differences of the exact likelihood over 2·10⁻⁴ of
/// the prior's range. \throws Error if the likelihood is not known, or where θ can be what data can be
/// depends on θ itself; Cancelled. Cost: the simulations and for each two likelihoods a parameter.
Information likelihoodInformation(const Simulator &simulator, std::span<const double> theta,
                                  std::size_t count, std::uint64_t seed, int threads,
                                  const Progress &progress = {});

/// The same of the mined joint scores t(x, z) = ∇_θ ln p(x, z|θ): the information in x and the hidden steps z
/// together. Their mean over the z of an x is the score, so this is above the information in x by the mean of
/// their covariance given x: a bound from above, never an estimate of it. Source: Brehmer, Louppe, Pavez,
/// Cranmer, PNAS 117 (2020) 5242. \throws Error if it cannot be mined; Cancelled.
Information jointInformation(const Simulator &simulator, std::span<const double> theta, std::size_t count,
                             std::uint64_t seed, int threads, const Progress &progress = {});

} // namespace quincunx
