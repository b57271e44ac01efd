#include "views/vtk/labels.h"

#include "views/vtk/orbit_camera.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>

#include <algorithm>

namespace quincunx {

std::vector<PlacedLabel> placeLabels(const std::vector<LabelWish> &wishes, const ScreenProjection &projection,
                                     const QFont &font) {
    const QRectF room = QRectF({}, projection.viewport()).adjusted(4, 4, -4, -4);
    const QFontMetricsF metrics(font);
    std::vector<PlacedLabel> placed;
    for (const LabelWish &wish : wishes) {
        // What sticks out of the view is named at the last part of it that is seen.
        QPointF point;
        bool seen = false;
        for (double part : {1.0, 0.8, 0.6, 0.4}) {
            const auto at = projection.place(wish.from + (wish.point - wish.from) * part);
            point = {at.x, at.y};
            seen = at.depth > 0 && room.contains(point);
            if (seen)
                break;
        }
        if (!seen)
            continue;
        const QSizeF size(metrics.horizontalAdvance(wish.text) + 12, metrics.height() + 4);
        const QLineF way(projection(wish.from), point);
        const QPointF direction = way.length() > 1 ? (way.p2() - way.p1()) / way.length() : QPointF(0, -1);
        const QPointF clear(direction.x() * (size.width() / 2 + 16),
                            direction.y() * (size.height() / 2 + 16));
        QRectF box({}, size);
        box.moveCenter(point + clear);
        box.moveLeft(std::clamp(box.left(), room.left(), std::max(room.left(), room.right() - size.width())));
        box.moveTop(std::clamp(box.top(), room.top(), std::max(room.top(), room.bottom() - size.height())));
        const double step = size.height() + 3;
        for (double shift : {0.0, -0.6, 0.6, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0}) {
            const QRectF tried = box.translated(0, shift * step);
            const bool free = std::ranges::none_of(placed, [&](const PlacedLabel &other) {
                return other.box.adjusted(-2, -2, 2, 2).intersects(tried);
            });
            if (free && room.contains(tried)) {
                placed.push_back({point, tried, wish.text, wish.colour, wish.jet});
                break;
            }
        }
    }
    return placed;
}

void paintLabels(QPainter &painter, const std::vector<PlacedLabel> &labels, const QColor &text,
                 const QColor &paper) {
    for (const PlacedLabel &label : labels) {
        if (label.box.contains(label.point))
            continue;
        painter.setPen(QPen(label.colour, 1));
        painter.drawLine(label.point,
                         QPointF(std::clamp(label.point.x(), label.box.left(), label.box.right()),
                                 std::clamp(label.point.y(), label.box.top(), label.box.bottom())));
    }
    for (const PlacedLabel &label : labels) {
        QColor back = paper;
        back.setAlphaF(0.85F);
        painter.setPen(QPen(label.colour, 1));
        painter.setBrush(back);
        painter.drawRoundedRect(label.box, 4, 4);
        painter.setPen(text);
        painter.drawText(label.box, Qt::AlignCenter, label.text);
    }
}

} // namespace quincunx
