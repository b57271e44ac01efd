#pragma once

#include <QPointF>
#include <QRectF>

#include <nlohmann/json.hpp>

namespace quincunx {

/// The part in sight of a drawing that fills the unit square (y downwards), for what is zoomed and moved
/// within its own frame: never beyond the square's edges. Maps to the pixels of an area and back.
struct Section {
    QRectF part{0, 0, 1, 1};

    bool isWhole() const { return part == QRectF(0, 0, 1, 1); }

    QPointF toPixel(QPointF unit, const QRectF &area) const;
    QPointF toUnit(QPointF pixel, const QRectF &area) const;

    /// `factor` times larger, with `fixed` (of the unit square) staying where it is.
    /// \param smallest side that may be in sight.
    Section zoomed(QPointF fixed, double factor, double smallest) const;
    /// Moved with the mouse by `pixels` of an area.
    Section panned(QPointF pixels, const QRectF &area) const;
    /// `wanted`, moved and shrunk into the unit square.
    static Section around(const QRectF &wanted);

    nlohmann::json toJson() const;
    /// \throws Error or nlohmann::json::exception unless it is a part of the unit square.
    static Section fromJson(const nlohmann::json &json);

    bool operator==(const Section &) const = default;
};

} // namespace quincunx
