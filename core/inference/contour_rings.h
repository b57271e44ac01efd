#pragma once

#include "core/inference/density_grid.h"

namespace quincunx {

/// A closed line; the last point is joined to the first. What is higher lies at its left.
using Ring = std::vector<std::array<double, 2>>;

/// Where the density crosses `level` > 0, by marching squares; beyond the extent it counts as 0, so that
/// every line is closed. Filled by the odd-even rule the rings are the region above the level.
std::vector<Ring> contourRings(const DensityGrid &grid, double level);

} // namespace quincunx
