#pragma once

#include "core/inference/posterior.h"

namespace quincunx {

/// How a posterior does on simulations whose parameters are known: for each trial θ* is drawn from the prior
/// and x at θ*; if the posterior is right, θ* is but one more draw of it.
struct Calibration {
    std::size_t samples; ///< draws of the posterior a trial
    Draws truth;         ///< θ* (trials, parameters)
    Draws mean, deviation;
    /// Share of the posterior's draws below θ*, each parameter for itself: uniform if right. Simulation-based
    /// calibration: Talts et al., arXiv:1804.06788. Ties with the discreteness of ranks are broken at random.
    Draws rank;
    /// Share of the draws nearer than θ* to a point drawn from the prior, in prior deviations: uniform if,
    /// and in the mean over points only if, the joint posterior is right. TARP: Lemos et al., ICML 2023.
    Eigen::VectorXd nearer;

    /// How often the central interval of mass `level` of a parameter holds θ*.
    double coverage(Eigen::Index parameter, double level) const;
    /// Probability of ranks as uneven as these if the posterior is right (Kolmogorov–Smirnov).
    double rankPValue(Eigen::Index parameter) const;
    double nearerPValue() const;
};

/// Trials whose data are not finite are drawn again. \throws Error as Posterior::sample(); Cancelled.
Calibration calibrate(const Posterior &posterior, std::size_t trials, std::size_t samples, std::uint64_t seed,
                      int threads, const Progress &progress = {});

/// Probability that `count` uniform numbers are as far from even as these. \param values in [0, 1].
double uniformityPValue(std::vector<double> values);

} // namespace quincunx
