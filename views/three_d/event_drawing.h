#pragma once

#include "views/style/theme.h"
#include "views/three_d/event_shapes.h"
#include "views/vtk/mesh.h"

namespace quincunx {

/// The event in space, in colours.
/// \param phase of the collision animation, see Document::playback().
Drawing drawEvent(const EventShapes &shapes, const Scene &scene, const Session &session, const Theme &theme,
                  double phase);

} // namespace quincunx
