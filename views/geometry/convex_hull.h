#pragma once

#include <QPointF>
#include <QPolygonF>

#include <vector>

namespace quincunx {

/// Counter-clockwise, without points on its edges; the points themselves if they are fewer than three.
QPolygonF convexHull(std::vector<QPointF> points);

} // namespace quincunx
