#pragma once

#include "views/geometry/axis_scale.h"
#include "views/style/theme.h"

#include <QRectF>

class QPainter;

namespace quincunx {

/// Two axes around a plot that is painted anew for any area, as the tree views are.
struct PlotFrame {
    QRectF canvas; ///< [pixels]
    AxisScale x, y;

    /// \param line height of a line of text [pixels].
    PlotFrame(const QRectF &area, double line, const AxisScale &xScale, const AxisScale &yScale)
        : canvas(area.adjusted(64, 12, -16, -2.6 * line - 6))
        , x(xScale)
        , y(yScale) {}

    double pixelX(double value) const { return canvas.left() + x.fraction(value) * canvas.width(); }
    double pixelY(double value) const { return canvas.bottom() - y.fraction(value) * canvas.height(); }
    QPointF pixel(double xValue, double yValue) const { return {pixelX(xValue), pixelY(yValue)}; }
    double valueX(double pixel) const { return x.value((pixel - canvas.left()) / canvas.width()); }
    double valueY(double pixel) const { return y.value((canvas.bottom() - pixel) / canvas.height()); }
};

/// Lines, ticks and titles with units.
void paintPlotFrame(QPainter &painter, const PlotFrame &frame, const QString &xTitle, const QString &yTitle,
                    const Theme &theme);

} // namespace quincunx
