#pragma once

#include "core/inference/density_grid.h"

#include <functional>

namespace quincunx {

// What densities of draws in cells have in common, along one axis or several.

/// The cell of `value`; −1 outside.
Eigen::Index cellOf(double value, const Extent &extent, int cells);

/// One half of a Gaussian of `width` cells, from its middle on; the whole of it sums to one.
std::vector<double> halfKernel(double width);

/// Along the columns, which are whole vectors in memory. Beyond each end they go on mirrored.
Eigen::MatrixXd blurredAcross(const Eigen::MatrixXd &counts, const std::vector<double> &half);

/// The width [cells] of the largest likelihood: uphill over a ladder of widths, then the top of a parabola.
/// \param logLikelihood at a width: smooth and costly.
double bestWidth(const std::function<double(double width)> &logLikelihood);

} // namespace quincunx
