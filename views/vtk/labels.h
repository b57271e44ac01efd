#pragma once

#include "views/geometry/labels.h"
#include "views/geometry/vector.h"

namespace quincunx {

class ScreenProjection;

/// A label that wants to stand beside a point of space.
struct SpatialLabel {
    Vector3 point;
    Vector3 from; ///< the label stands beyond the point as seen from here
    QString text;
    QColor colour;
    int jet = -1; ///< picked by clicking on the label; −1 none
};

/// Places labels on the screen; those out of sight are left out, as are those without room.
std::vector<PlacedLabel> placeLabels(const std::vector<SpatialLabel> &labels,
                                     const ScreenProjection &projection, const QFont &font);

} // namespace quincunx
