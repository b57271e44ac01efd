#pragma once

#include "core/inference/whitening.h"

namespace quincunx {

/// p(s|θ) of a summary s of the data, m numbers, from simulations: a histogram over s and θ, interpolated.
///
/// Bins lie where a linear Gaussian model would fill them evenly, so that they need not resolve how s moves
/// with θ: r = L⁻¹ (s − A θ − b) is what a straight line of θ leaves of s (Whitening), v = Φ(r) its place in
/// [0, 1]^m, u = F(θ) that of θ in its prior, in [0, 1]^d. Then
///
///     p(s|θ) = N(r; 0, 1) |dr/ds| h(v, u)
///
/// with h the simulations in equal bins of v and u, to each of which one is lent so that none is empty; its
/// mean over v is 1 at each u. It is linear between the middles of bins and constant beyond the outermost, so
/// that ∫ p(s|θ) ds = 1. Bins along each axis: 2 N^{1/(m+d+4)}, as polygons over bins are best, 6 of 10³ and
/// 14 of 10⁵ simulations for m = d = 1; 5 and 8 for m = d = 2.
///
/// Limits: what changes over less than a bin is blurred, in the tails above all; and bins grow so slowly with
/// the simulations that more than two parameters are out of reach. Source: D. W. Scott, *Frequency polygons*
/// (J. Am. Stat. Assoc. 80 (1985) 348).
class SummaryHistogram {
public:
    /// \param theta, summaries row by row, finite; one or two numbers each. \throws Error if there are fewer
    /// than ten rows.
    SummaryHistogram(const Prior &prior, const Draws &theta, const Draws &summaries);

    Eigen::Index summaries() const { return m_whitening.slope().rows(); } ///< m

    /// ln p(s|θ) of each row. Cost: 2^{m+d} operations a row, and Φ of each number.
    Eigen::VectorXd logDensity(const Draws &theta, const Draws &summaries) const;

    nlohmann::json toJson() const;
    /// \throws Error or nlohmann::json::exception if it is none of this prior.
    SummaryHistogram(const Prior &prior, const nlohmann::json &json);

private:
    /// (u, v) of each row. \param rest r
    Draws places(const Draws &theta, const Draws &rest) const;
    Draws restOf(const Draws &theta, const Draws &summaries) const;
    std::size_t cells(Eigen::Index axes) const;

    Prior m_prior;
    Whitening m_whitening;
    std::size_t m_bins;          ///< along each axis
    std::vector<double> m_table; ///< h at the middle of each bin, last axis fastest
};

} // namespace quincunx
