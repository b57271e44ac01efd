#pragma once

#include <Eigen/Core>

namespace quincunx {

/// The largest Σ gain(i, match(i)) over one-to-one matchings of the rows and columns of a square matrix.
/// Kuhn–Munkres with potentials (Jonker, Volgenant, Computing 38 (1987) 325). Cost: n³.
double largestMatching(const Eigen::MatrixXd &gain);

} // namespace quincunx
