#include "views/projection/labels.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

std::vector<QRectF> placeLabels(const std::vector<Label> &labels, const QRectF &area,
                                std::vector<QRectF> taken) {
    std::vector<QRectF> places;
    for (const Label &label : labels) {
        QRectF chosen;
        const double reach = std::hypot(label.size.width(), label.size.height());
        const QPointF across(-label.direction.y(), label.direction.x());
        // Outwards first, then to the sides, then back along the jet.
        for (double out : {0., 0.35, -0.5, -1., 0.7, -1.6, -2.2}) {
            for (double aside : {0., 0.5, -0.5, 1., -1.}) {
                // The box touches the anchor with the edge or corner that faces it.
                const QPointF half(label.size.width() / 2 * label.direction.x(),
                                   label.size.height() / 2 * label.direction.y());
                const QPointF centre = label.anchor + half + label.direction * (3 + out * reach) +
                                       across * (aside * label.size.height() * 1.5);
                QRectF box(QPointF(), label.size);
                box.moveCenter(centre);
                box.moveLeft(
                    std::clamp(box.left(), area.left(), std::max(area.left(), area.right() - box.width())));
                box.moveTop(
                    std::clamp(box.top(), area.top(), std::max(area.top(), area.bottom() - box.height())));
                const bool free = area.contains(box) && std::ranges::none_of(taken, [&](const QRectF &other) {
                                      return other.adjusted(-3, -1, 3, 1).intersects(box);
                                  });
                if (free) {
                    chosen = box;
                    break;
                }
            }
            if (!chosen.isEmpty())
                break;
        }
        if (!chosen.isEmpty())
            taken.push_back(chosen);
        places.push_back(chosen);
    }
    return places;
}

QString momentumText(double gev) {
    const bool large = gev >= 999.5;
    const double value = large ? gev / 1000 : gev;
    const int digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return QString::number(value, 'f', digits) + (large ? QStringLiteral(" TeV") : QStringLiteral(" GeV"));
}

} // namespace quincunx
