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

/// For differences, t in [−1, 1] (clamped): blue below 0, the canvas at 0, orange above; colour-blind safe.
QColor divergingColour(double t, const Theme &theme);

} // namespace quincunx
