#pragma once

#include "views/projection/event_painter.h"

#include <QString>

namespace quincunx {

/// What stands around an event: scale bar, axis letters, labels, the frame of a figure.

/// Scale bar at the lower right and axis arrows at the lower left. \return the places they take [px].
std::vector<QRectF> paintScaleAndAxes(QPainter &painter, const QRectF &area, const PlaneMapping &mapping,
                                      Projection projection, const Theme &theme);

/// p_T beside the jets that are named and in sight, and beside the missing momentum; avoids `taken`.
void paintEventLabels(QPainter &painter, const QRectF &area, const PlaneMapping &mapping, const Scene &scene,
                      const DisplaySettings &display, const ProjectedGeometry &geometry, const Theme &theme,
                      std::vector<QRectF> taken);

/// A length of 1, 2 or 5 × 10^k m that takes about `wanted` metres, and how it is written.
struct ScaleLength {
    double metres;
    QString text;
};
ScaleLength niceLength(double wanted);

/// Margins of a figure for its ticks and titles; painted by paintFigureFrame().
QRectF figureCanvas(const QPainter &painter, const QRectF &area);
void paintFigureFrame(QPainter &painter, const QRectF &area, const QRectF &canvas,
                      const PlaneMapping &mapping, Projection projection, const QString &title,
                      const Theme &theme);

} // namespace quincunx
