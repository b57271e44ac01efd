#pragma once

#include "core/session/display_settings.h"

#include <vector>

namespace quincunx {

/// The height axis: from energy to height above the floor, with round numbers at its ticks.
struct LegoScale {
    static constexpr double tallest = 8.5; ///< height of `top`, in units of η

    double top = 10; ///< [GeV], round, not below the highest tower
    DisplaySettings::HeightScale scale = DisplaySettings::HeightScale::Linear;
    std::vector<double> ticks; ///< [GeV], ascending, from 0 to at most top

    LegoScale() = default;
    LegoScale(double highest, DisplaySettings::HeightScale scale);

    double height(double et) const;
};

} // namespace quincunx
