#pragma once

#include "core/session/display_settings.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

/// Height of a tower as a fraction of that of `maximum` [GeV], on the chosen scale; logarithmic is
/// ln(1 + E_T/GeV), which is 0 for no energy. Not below 0.
inline double scaledHeight(double et, double maximum, DisplaySettings::HeightScale scale) {
    if (!(et > 0 && maximum > 0))
        return 0;
    switch (scale) {
    case DisplaySettings::HeightScale::Linear:
        return et / maximum;
    case DisplaySettings::HeightScale::Logarithmic:
        return std::log1p(et) / std::log1p(maximum);
    case DisplaySettings::HeightScale::SquareRoot:
        return std::sqrt(et / maximum);
    }
    return 0;
}

} // namespace quincunx
