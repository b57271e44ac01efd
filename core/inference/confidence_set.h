#pragma once

#include "core/inference/quantile_regression.h"
#include "core/inference/test_statistic.h"

#include <optional>

namespace quincunx {

/// Confidence sets that hold the true parameters with a given probability, whatever these are: a posterior
/// promises that only on average over the prior.
///
/// Neyman's construction: the set of x is all θ with λ(x; θ) ≤ c(θ), and c(θ) is the quantile of λ among
/// data made at θ. It is learned from simulations by QuantileRegression in t = 2F(θ) − 1, F the prior's
/// distribution function, and at θ that are drawn more often near the ends of the prior than within. However
/// wrong a learned λ is, the sets cover as promised; they are only larger. Source: Dalmasso, Masserano, Zhao,
/// Izbicki, Lee, *Likelihood-free frequentist inference* (Electron. J. Stat. 18 (2024) 5045).
///
/// Where data are counts, λ takes but some values; one that equals c is accepted, and no c gives the level
/// exactly. Coverage then jumps about the level by the probability of one value of λ, for `on_off` less than
/// 1%. Nothing is drawn to even that out: the same data always have the same set.
class ConfidenceSets {
public:
    /// \param level in (0, 1): how often a set is to hold the truth. \param simulations to learn c from, 10⁴
    /// or more; those with a number that is not finite are left out. \throws Error as QuantileRegression,
    /// and as the statistic; Cancelled. Cost: the simulations, a statistic for each x that is unlike the
    /// others, and QuantileRegression.
    ConfidenceSets(std::shared_ptr<const Simulator> simulator, std::shared_ptr<const TestStatistic> statistic,
                   double level, std::size_t simulations, std::uint64_t seed, int threads,
                   const Progress &progress = {});

    const Simulator &simulator() const { return *m_simulator; }
    const TestStatistic &statistic() const { return *m_statistic; }
    double level() const { return m_level; }
    /// Of the polynomial that c is.
    int degree() const { return m_quantile->degree(); }

    /// c of each row of θ.
    Eigen::VectorXd criticalValues(const Draws &theta) const;
    /// λ(x; θ) − c(θ) of each row of θ: where it is not above 0, the set of x is. \throws Error as
    /// checkObservation().
    Eigen::VectorXd excess(std::span<const double> x, const Draws &theta) const;

private:
    std::shared_ptr<const Simulator> m_simulator;
    std::shared_ptr<const TestStatistic> m_statistic;
    double m_level;
    std::optional<QuantileRegression> m_quantile;
};

/// How often sets hold the truth: the share among `trials` data made at each row of θ; its deviation is
/// √(level (1 − level)/trials). Data that are not finite do not count. \throws Cancelled.
Eigen::VectorXd coverageAt(const ConfidenceSets &sets, const Draws &theta, std::size_t trials,
                           std::uint64_t seed, int threads, const Progress &progress = {});

} // namespace quincunx
