#pragma once

#include "core/base/settings.h"

namespace quincunx {

/// How the flows workspace shows what a flow has learned. Changes nothing that is computed.
struct FlowDisplay {
    enum class Scale { Density, Logarithm };

    Scale scale = Scale::Density;
    enum class ThreeSphere {
        Slices, ///< two-spheres of equal x₄
        Ball    ///< draws, in the ball of three dimensions
    };
    ThreeSphere threeSphere = ThreeSphere::Slices;
    double slice = 0;    ///< x₄ of the slice of S³ that is chosen
    double brush = 0.25; ///< radius of the brush that paints targets [rad]
    double warp = 1;     ///< how far the grid is carried: 0 the base, 1 through all layers

    static const SettingsTable<FlowDisplay> &table();
    bool operator==(const FlowDisplay &) const = default;
};

} // namespace quincunx
