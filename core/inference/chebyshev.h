#pragma once

#include "core/base/progress.h"

#include <functional>
#include <vector>

namespace quincunx {

/// A function of one number that is known at the Chebyshev points of an interval,
/// x_k = middle + (width/2) cos(πk/n), k = 0 … n, and between them by the polynomial of degree n through them
/// (barycentric formula). Of a function that is analytic in an ellipse about the interval the error falls as
/// ρ^−n, ρ the sum of its half axes over half the width.
///
/// −∞ everywhere if the function is not finite at one of the points. Source: Berrut, Trefethen, *Barycentric
/// Lagrange interpolation* (SIAM Rev. 46 (2004) 501).
class ChebyshevInterpolant {
public:
    /// Cost: degree + 1 calls of f. \param degree ≥ 1. \throws Cancelled, asked before each call.
    ChebyshevInterpolant(double lower, double upper, int degree, const std::function<double(double)> &f,
                         const Progress &progress = {});

    /// \param x within the interval.
    double operator()(double x) const;

private:
    std::vector<double> m_points, m_values;
    bool m_isFinite = true;
};

} // namespace quincunx
