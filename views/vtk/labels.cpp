#include "views/vtk/labels.h"

#include "views/vtk/orbit_camera.h"

#include <QFont>
#include <QLineF>

namespace quincunx {

std::vector<PlacedLabel> placeLabels(const std::vector<SpatialLabel> &labels,
                                     const ScreenProjection &projection, const QFont &font) {
    const QRectF area = QRectF({}, projection.viewport()).adjusted(4, 4, -4, -4);
    std::vector<Label> seen;
    for (const SpatialLabel &label : labels)
        // What sticks out of the view is named at the last part of it that is seen.
        for (double part : {1.0, 0.8, 0.6, 0.4}) {
            const auto at = projection.place(label.from + (label.point - label.from) * part);
            const QPointF point(at.x, at.y);
            if (!(at.depth > 0 && area.contains(point)))
                continue;
            const QLineF way(projection(label.from), point);
            seen.push_back({label.text, label.colour, point,
                            way.length() > 1 ? (way.p2() - way.p1()) / way.length() : QPointF(0, -1),
                            label.jet});
            break;
        }
    return placeLabels(seen, area, font);
}

} // namespace quincunx
