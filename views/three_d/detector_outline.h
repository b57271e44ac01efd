#pragma once

#include "views/vtk/mesh.h"

namespace quincunx {

/// Thin outlines: calorimeter front, endcap rings at |η| = 2, 2.5, 3, beam, and if wanted the solenoid.
Layer detectorOutline(const QColor &line, const QColor &canvas, bool withSolenoid);

} // namespace quincunx
