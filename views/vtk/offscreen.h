#pragma once

#include "views/vtk/mesh.h"
#include "views/vtk/orbit_camera.h"

#include <QImage>

namespace quincunx {

/// Whether OpenGL 3.2 is to be had in this process; asked once. GUI thread.
bool hasOpenGL();

/// The drawing as a picture, with four samples a pixel, drawn in a context of its own so that no window is
/// disturbed. GUI thread.
/// \param size [pixels] of the picture.
/// \param lineScale how much wider than on the screen lines are.
/// \throws Error if there is no OpenGL to draw it with, or the picture is larger than it can draw.
QImage renderPicture(const Drawing &drawing, const OrbitCamera &camera, QSize size, double lineScale);

} // namespace quincunx
