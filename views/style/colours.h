#pragma once

#include "views/document/scene.h"
#include "views/style/theme.h"

namespace quincunx {

/// Colour of the n-th jet by pT. The same in every view and table.
QColor jetColour(const Theme &theme, int jet);

/// Colour of a particle, track or hit, as the display settings say. The same in every view and table.
QColor particleColour(const Theme &theme, const Scene &scene, DisplaySettings::Colour by, int particle);

/// The perceptually uniform map for sequential data (viridis), t in [0, 1] (clamped).
QColor sequentialColour(double t);

} // namespace quincunx
