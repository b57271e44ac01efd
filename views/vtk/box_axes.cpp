#include "views/vtk/box_axes.h"

#include "views/vtk/axis_painter.h"

#include <QPainter>

#include <vector>

namespace quincunx {

void BoxAxes::paint(QPainter &painter, const ScreenProjection &projection, const Theme &theme) const {
    painter.save();
    AxisPainter pen(painter, projection, theme);
    const double w = half[0], d = half[1], h = half[2];
    auto place = [this](std::size_t axis, double value) {
        const AxisScale &scale = axes[axis].scale;
        return half[axis] * (2 * (value - scale.low) / (scale.high - scale.low) - 1);
    };
    const double front = projection.forward()[1] >= 0 ? -d : d;
    const double side = projection.forward()[0] <= 0 ? w : -w;
    for (const AxisTick &tick : axes[0].scale.ticks(axes[0].ticks)) {
        const double x = place(0, tick.value);
        pen.tick({x, front, -h}, {x, 0, -h}, tick.text);
    }
    pen.title({0.1 * w, front, -h}, {0.1 * w, 0, -h}, 26, axes[0].title);
    for (const AxisTick &tick : axes[1].scale.ticks(axes[1].ticks)) {
        const double y = place(1, tick.value);
        pen.tick({side, y, -h}, {0, y, -h}, tick.text);
    }
    pen.title({side, -0.2 * d, -h}, {0, -0.2 * d, -h}, 30, axes[1].title);
    Vector3 corner{-w, -d, -h};
    for (const double x : {-w, w})
        for (const double y : {-d, d})
            if (projection({x, y, -h}).x() < projection(corner).x())
                corner = {x, y, -h};
    const Vector3 top{corner[0], corner[1], h};
    pen.line(corner, top, theme.axis);
    for (const AxisTick &tick : axes[2].scale.ticks(axes[2].ticks)) {
        const Vector3 at{corner[0], corner[1], place(2, tick.value)};
        if (at[2] < -0.94 * h) // where the numbers of another axis are
            continue;
        pen.tick(at, at + projection.right(), tick.text);
    }
    pen.title(top, corner, 9, axes[2].title);
    painter.restore();
}

OrbitCamera boxCamera(const Vector3 &half, QSizeF viewport, QMarginsF margins) {
    OrbitCamera camera;
    camera.axis = camera.viewUp = {0, 0, 1};
    camera.viewAngle = 24;
    camera.position = normalised({-0.55, -1, 0.62}) * 12;
    std::vector<Vector3> corners;
    for (const double x : {-half[0], half[0]})
        for (const double y : {-half[1], half[1]})
            for (const double z : {-half[2], half[2]})
                corners.push_back({x, y, z});
    camera.frame(corners, viewport, margins);
    return camera;
}

} // namespace quincunx
