#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <algorithm>

namespace quincunx {

/// Metres of a drawing plane (first axis right, second up) ↔ pixels of an area (y down), equal aspect.
struct PlaneMapping {
    QPointF centre; ///< [m], at the middle of the area
    double pixelsPerMetre = 1;
    QPointF middle; ///< [px], of the area

    QPointF toPixel(QPointF metres) const {
        return {middle.x() + (metres.x() - centre.x()) * pixelsPerMetre,
                middle.y() - (metres.y() - centre.y()) * pixelsPerMetre};
    }
    QPointF toMetres(QPointF pixel) const {
        return {centre.x() + (pixel.x() - middle.x()) / pixelsPerMetre,
                centre.y() - (pixel.y() - middle.y()) / pixelsPerMetre};
    }
    double length(double metres) const { return metres * pixelsPerMetre; }

    /// The largest scale at which `extent` [m] is inside `area` [px].
    static PlaneMapping fitting(const QRectF &extent, const QRectF &area) {
        const double scale = std::min(area.width() / std::max(extent.width(), 1e-9),
                                      area.height() / std::max(extent.height(), 1e-9));
        return {extent.center(), std::max(scale, 1e-9), area.center()};
    }

    /// The same plane at `factor` times the scale, with what is under `pixel` staying there.
    PlaneMapping zoomedAt(QPointF pixel, double factor) const {
        constexpr double smallest = 2, largest = 2e5; // a whole experiment in a stamp … 1 mm as a hand
        const double scale = std::clamp(pixelsPerMetre * factor, smallest, largest);
        const QPointF fixed = toMetres(pixel);
        return {fixed + (centre - fixed) * (pixelsPerMetre / scale), scale, middle};
    }
    PlaneMapping panned(QPointF pixels) const {
        return {centre + QPointF(-pixels.x(), pixels.y()) / pixelsPerMetre, pixelsPerMetre, middle};
    }

    bool operator==(const PlaneMapping &) const = default;
};

} // namespace quincunx
