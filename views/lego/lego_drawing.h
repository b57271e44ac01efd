#pragma once

#include "views/lego/lego_grid.h"
#include "views/lego/lego_scale.h"
#include "views/style/theme.h"
#include "views/vtk/mesh.h"

namespace quincunx {

/// The four corners of a cell at height z, a little smaller than the cell so that neighbours stay apart.
std::array<Vector3, 4> cellCorners(const LegoGrid &grid, const LegoCell &cell, double z);

/// Towers, floor and jets in colours.
/// \param risen part of their height that towers have, in [0, 1].
Drawing drawLego(const LegoGrid &grid, const LegoScale &scale, const Scene &scene, const Session &session,
                 const Theme &theme, double risen);

/// The marks of the floor's axes.
std::vector<double> etaTicks(double etaRange);
inline constexpr std::array phiTicks{-1.0, -0.5, 0.0, 0.5, 1.0}; ///< [π]

} // namespace quincunx
