#pragma once

#include "core/base/settings.h"

namespace quincunx {

/// How the flows workspace shows what a flow has learned. Changes nothing that is computed.
struct FlowDisplay {
    enum class Scale { Density, Logarithm };

    Scale scale = Scale::Density;
    double warp = 1; ///< how far the grid is carried: 0 the base, 1 through all layers

    static const SettingsTable<FlowDisplay> &table();
    bool operator==(const FlowDisplay &) const = default;
};

} // namespace quincunx
