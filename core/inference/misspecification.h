#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

/// Whether an observation could be one of the simulations. An estimator answers whatever it is asked, and is
/// wrong without a sign where it has never seen the like.
///
/// The loneliness of an observation is its distance to the 5th nearest simulation, in coordinates in which
/// the simulations have unit covariance; it is held against the loneliness of every simulation among the
/// others. The data may be curved, in several heaps, or counts. Where simulations do not vary at all neither
/// may the observation. Source: Ramaswamy, Rastogi, Shim, SIGMOD 2000 (distance to the k-th neighbour); the
/// p-value is that of a permutation test, Barnard, J. R. Stat. Soc. B 25 (1963) 294.
class PriorPredictiveTest {
public:
    static constexpr Eigen::Index fewest = 20; ///< simulations

    /// \param x rows of data simulated from the prior, some thousand; those that are not finite are left out.
    /// Cost: (rows)² · columns operations, 0.1 s for 3000 × 64. \throws Error if fewer than `fewest` are
    /// left; Cancelled.
    explicit PriorPredictiveTest(const Draws &x, const Progress &progress = {});

    std::size_t simulations() const { return m_loneliness.size(); }
    /// \param x as many finite numbers as a simulation has. Cost: rows · columns operations.
    double loneliness(std::span<const double> x) const;
    /// Probability that a simulation is as lonely: (1 + how many are) / (1 + simulations()).
    double pValue(std::span<const double> x) const;

private:
    Draws whitened(const Draws &x) const;

    Eigen::RowVectorXd m_mean, m_scale;
    Eigen::MatrixXd m_whiten;
    Draws m_points;                   ///< whitened
    std::vector<double> m_loneliness; ///< of each, ascending
};

/// p below which a message is due: one in two hundred observations is so lonely by chance.
constexpr double misspecifiedBelow = 0.005;

/// *problem (why); what to do* for such an observation.
std::string misspecificationMessage(double pValue, std::size_t simulations);

} // namespace quincunx
