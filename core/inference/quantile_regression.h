#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

/// A quantile of y given t: a polynomial c(t) below which y lies with probability `level`, whatever t is.
///
/// c is a sum of products of Chebyshev polynomials up to a total degree, with coefficients that minimise the
/// mean of r (level − 1[r < 0]), r = y − c(t). A little smoothing by a Gaussian makes that smooth and convex,
/// and Newton's method finds the minimum. The degree is the highest, up to 6, that leaves a thousand rows for
/// each term. Where t is drawn by drawPlaces(), the probability below c is known to some √(2^d terms · level
/// (1 − level)/N) at worst, in the corners; of t drawn evenly it would be known there several times worse.
/// Source: Koenker & Bassett, Econometrica 46 (1978) 33; He,
/// Pan, Tan, Zhou, *Smoothed quantile regression with large-scale inference* (J. Econometrics 232 (2023)
/// 367).
class QuantileRegression {
public:
    /// \param t (N, d) in [−1, 1]. \param y (N), finite. \param level in (0, 1).
    /// \throws Error if there are fewer than 100 rows, or level is not within; Cancelled. Cost: some N
    /// terms operations for each of some thirty steps.
    QuantileRegression(const Draws &t, const Eigen::VectorXd &y, double level, const Progress &progress = {});

    /// t = cos πu, u uniform: under this law the polynomials are orthogonal.
    static void drawPlaces(std::span<double> t, RandomEngine &random);

    /// c of each row.
    Eigen::VectorXd operator()(const Draws &t) const;

    int degree() const { return m_degree; }

private:
    int m_degree = 0;
    std::vector<std::vector<int>> m_terms; ///< degrees of the factors
    Eigen::VectorXd m_coefficients;
};

} // namespace quincunx
