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

    std::size_t trials() const { return static_cast<std::size_t>(rank.rows()); }
    /// The first `count` of the trials.
    Calibration first(std::size_t count) const;

    /// How often the central interval of mass `level` of a parameter holds θ*.
    double coverage(Eigen::Index parameter, double level) const;
    /// Probability of ranks as uneven as these if the posterior is right (Kolmogorov–Smirnov).
    double rankPValue(Eigen::Index parameter) const;
    double nearerPValue() const;

    // Numbers that are uniform if the posterior is right, in ascending order: what curves are drawn of.
    std::vector<double> ranks(Eigen::Index parameter) const;
    /// The mass of the least central interval that holds θ*: coverage(level) of them are below `level`.
    std::vector<double> intervals(Eigen::Index parameter) const;
    std::vector<double> nearness() const;

    /// How much of the prior's variance the data take away: 1 − ⟨deviation²⟩ / variance of θ*.
    double contraction(Eigen::Index parameter) const;
    /// Root mean square of (mean − θ*) / deviation: 1 if right and normal, more if the posterior is too sure.
    double zScore(Eigen::Index parameter) const;
};

/// Draws of the posterior a trial, if nothing else is said.
constexpr std::size_t calibrationSamples = 200;

/// Trials whose data are not finite are drawn again. The same seed gives the same trials for any number of
/// threads, and more of them begin with the same.
/// \param goOn asked a few times a second with how many are done and all of them, of which these are the
/// first; false: it ends with those. \throws Error as Posterior::sample(); Cancelled.
Calibration calibrate(const Posterior &posterior, std::size_t trials, std::size_t samples, std::uint64_t seed,
                      int threads, const Progress &progress = {},
                      const std::function<bool(const Calibration &all, std::size_t done)> &goOn = {});

/// Probability that `count` uniform numbers are as far from even as these. \param values in [0, 1].
double uniformityPValue(std::vector<double> values);

/// How far the distribution of `count` uniform numbers strays from the diagonal in 95% of the cases at most:
/// where uniformityPValue() is 5%.
double uniformityBand(std::size_t count);

} // namespace quincunx
