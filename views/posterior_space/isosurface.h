#pragma once

#include "core/inference/density_volume.h"
#include "views/geometry/vector.h"

#include <cstdint>

namespace quincunx {

/// Triangles whose corners go counter-clockwise as seen from outside.
struct Surface {
    std::vector<Vector3> points;
    std::vector<std::array<std::int64_t, 3>> triangles;
};

/// Where a density has a value > 0, closed also where what is denser reaches the end of an extent. Empty if
/// the density is nowhere so high. GUI thread. Cost: some ms.
/// Source: Schroeder, Maynard, Geveci, *Flying edges* (IEEE LDAV 2015).
Surface isosurface(const DensityVolume &volume, double level);

} // namespace quincunx
