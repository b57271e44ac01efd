#pragma once

#include "core/manifold_flow/manifold_flow.h"

namespace quincunx {

/// What must be true of every flow, at any parameters, as far as it is off.
struct FlowLaws {
    double roundTrip = 0; ///< largest distance of inverse(forward(x)) from x
    double logSlope = 0;  ///< largest error of ln|det J| against differences in tangent coordinates
    double bothWays = 0;  ///< largest |ln q| difference between drawing a point and being asked for it
    double seam = 0;      ///< largest jump of ln q across 0/2π
    double pole = 0; ///< largest spread of ln q around what is left of a sphere when it has shrunk to a point
};

/// \param points random ones, a quarter of them near a seam or a pole.
/// Cost: about 20 · dimension images of each point.
FlowLaws checkLaws(const ManifoldFlow &flow, std::span<const double> parameters, std::size_t points,
                   std::uint64_t seed);

} // namespace quincunx
