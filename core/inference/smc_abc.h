#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

/// Weighted parameters of simulations whose data are no farther from the observation than a tolerance.
struct Population {
    Draws theta;            ///< (kept, parameters)
    Eigen::VectorXd weight; ///< sums to 1
    double tolerance;       ///< distance of the farthest

    /// 1/Σ w²: how many draws of equal weight would know as much.
    double effectiveSize() const { return 1 / weight.squaredNorm(); }
    /// `count` draws by weight, by systematic resampling: each comes count · w times, rounded up or down.
    Draws resampled(std::size_t count, RandomEngine &random) const;
};

/// Approximate Bayesian computation by population Monte Carlo. The first population are the nearest tenth (at
/// least fifty) of simulations from the prior. Each further one comes of simulations at parameters of the
/// last population, taken by weight and moved by a Gaussian kernel K of twice its weighted covariance; what
/// leaves the prior is taken anew. Of these again the nearest stay: the tolerance is a quantile of the
/// distances, and falls. Their weights,
///
///     w_i ∝ p(θ_i) / Σ_j w_j K(θ_i − θ_j),
///
/// j over the last population, make good for where they were looked for. Distances are DataDistance, scaled
/// by the simulations from the prior. The simulations are shared out as 1/5 from the prior, 1/5 and 1/5 to
/// come nearer, and 2/5 of which the `kept` nearest are the last population. The posterior is that of the one
/// observation.
/// \param first the fifth from the prior. \return all populations, the last as wanted. \throws Error unless 1
/// ≤ kept ≤ the usable of 2/5 of the simulations, if `first` has no finite data, or as checkObservation();
/// Cancelled. Cost: 5 first.x.rows() simulations in all, and kept · first.x.rows()/10 exponentials. Source:
/// Beaumont, Cornuet, Marin, Robert, Biometrika 96 (2009) 983; Toni et al., J. R. Soc. Interface 6 (2009)
/// 187.
std::vector<Population> smcAbc(const Simulator &simulator, const Simulations &first,
                               std::span<const double> x, std::size_t kept, std::uint64_t seed, int threads,
                               const Progress &progress = {});

/// How many times `first` the simulations of smcAbc() are in all.
inline constexpr int smcAbcParts = 5;

} // namespace quincunx
