#pragma once

#include "core/inference/likelihood_posterior.h"

namespace quincunx {

/// ln r(x|θ) = ln p(x|θ) − ln p(x|θ_ref) of one number of data and one parameter, and the gold that scatters
/// about it.
struct RatioGrid {
    std::vector<double> x, theta; ///< ascending
    double reference = 0;         ///< θ_ref, one of theta
};

/// `count` parameters over the range of the prior, θ_ref in the middle; data where nearly all of the
/// simulations are: each whole number of data that are counts, else `count` numbers. \param count odd,
/// above 1. \throws Error unless the simulator has one parameter and one number of data, which varies.
RatioGrid ratioGrid(const Simulator &simulator, const Simulations &simulations, std::size_t count = 41);

/// ln r of each x (row) and θ (column) of the grid; not finite where θ_ref cannot give x, −∞ where θ cannot.
/// Cost: the likelihood, as often as the grid has places.
Eigen::MatrixXd logRatios(const RatioGrid &grid, const LikelihoodPosterior &likelihood);

/// Simulations whose hidden steps z were watched, one at each of the first `count` parameters of others:
/// ln r(x,z|θ), which is the logarithm of the ratio only on average, and its slope along θ. Source: Brehmer,
/// Louppe, Pavez, Cranmer, *Mining gold from implicit models* (PNAS 117 (2020) 5242).
struct GoldenPoint {
    double x, theta, logRatio, slope;
};
/// \throws Error if the simulator cannot be watched.
std::vector<GoldenPoint> goldenPoints(const RatioGrid &grid, const Simulator &simulator,
                                      const Simulations &simulations, std::size_t count, std::uint64_t seed);

} // namespace quincunx
