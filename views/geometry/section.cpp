#include "views/geometry/section.h"

#include "core/base/error.h"

#include <algorithm>

namespace quincunx {

QPointF Section::toPixel(QPointF unit, const QRectF &area) const {
    return {area.left() + (unit.x() - part.left()) / part.width() * area.width(),
            area.top() + (unit.y() - part.top()) / part.height() * area.height()};
}

QPointF Section::toUnit(QPointF pixel, const QRectF &area) const {
    return {part.left() + (pixel.x() - area.left()) / area.width() * part.width(),
            part.top() + (pixel.y() - area.top()) / area.height() * part.height()};
}

Section Section::around(const QRectF &wanted) {
    const double width = std::min(wanted.width(), 1.), height = std::min(wanted.height(), 1.);
    return {
        {std::clamp(wanted.left(), 0., 1 - width), std::clamp(wanted.top(), 0., 1 - height), width, height}};
}

Section Section::zoomed(QPointF fixed, double factor, double smallest) const {
    auto scale = [&](double side) { return std::clamp(side / factor, std::min(smallest, side), 1.); };
    const double width = scale(part.width()), height = scale(part.height());
    return around({fixed.x() - (fixed.x() - part.left()) * width / part.width(),
                   fixed.y() - (fixed.y() - part.top()) * height / part.height(), width, height});
}

Section Section::panned(QPointF pixels, const QRectF &area) const {
    return around(part.translated(-pixels.x() / area.width() * part.width(),
                                  -pixels.y() / area.height() * part.height()));
}

nlohmann::json Section::toJson() const {
    return {part.left(), part.top(), part.width(), part.height()};
}

Section Section::fromJson(const nlohmann::json &json) {
    const auto [x, y, width, height] = json.get<std::array<double, 4>>();
    if (!(x >= 0 && y >= 0 && width > 1e-6 && height > 1e-6 && x + width <= 1 + 1e-9 &&
          y + height <= 1 + 1e-9))
        throw Error("a viewpoint cannot be restored", "it is no part of the drawing", "press Home");
    return around({x, y, width, height});
}

} // namespace quincunx
