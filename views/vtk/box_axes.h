#pragma once

#include "views/geometry/axis_scale.h"
#include "views/style/theme.h"
#include "views/vtk/orbit_camera.h"

class QPainter;

namespace quincunx {

/// A linear axis along an edge of a box in space.
struct BoxAxis {
    AxisScale scale; ///< its ends are those of the edge
    QString title;
    int ticks; ///< at most
};

/// A box about the origin with an axis along each of its three directions, the last upwards.
struct BoxAxes {
    Vector3 half; ///< of the lengths of its edges
    std::array<BoxAxis, 3> axes;

    /// Along those edges of the floor that face the viewer, and the upright one furthest left. The title of
    /// the latter stands at its top.
    void paint(QPainter &painter, const ScreenProjection &projection, const Theme &theme) const;
};

/// Looks at all of such a box from the front, from above, and a little from the left.
OrbitCamera boxCamera(const Vector3 &half, QSizeF viewport, QMarginsF margins);

} // namespace quincunx
