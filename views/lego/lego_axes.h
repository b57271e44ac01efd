#pragma once

#include "views/lego/lego_scale.h"
#include "views/style/theme.h"
#include "views/vtk/orbit_camera.h"

class QPainter;

namespace quincunx {

/// Ticks, numbers and titles of η, φ and E_T, along those edges of the box that no tower hides: η and φ at
/// the sides of the floor that face the viewer, E_T at the corner furthest left.
void paintLegoAxes(QPainter &painter, const ScreenProjection &projection, const LegoScale &scale,
                   double etaRange, const Theme &theme);

} // namespace quincunx
