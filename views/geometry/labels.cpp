#include "views/geometry/labels.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <optional>

namespace quincunx {
namespace {

std::optional<QRectF> freeBox(const Label &label, QSizeF size, const QRectF &area,
                              const std::vector<QRectF> &taken) {
    constexpr double clearance = 8; // [pixels]
    const QPointF across(-label.direction.y(), label.direction.x());
    // Touching the point with the edge or corner that faces it, then outwards and aside, then back.
    const QPointF half(size.width() / 2 * label.direction.x(), size.height() / 2 * label.direction.y());
    const double reach = std::hypot(size.width(), size.height());
    for (double out : {0., 0.35, -0.5, -1., 0.7, -1.6, -2.2})
        for (double aside : {0., 0.5, -0.5, 1., -1.}) {
            QRectF box({}, size);
            box.moveCenter(label.point + half + label.direction * (clearance + out * reach) +
                           across * (aside * size.height() * 1.5));
            box.moveLeft(
                std::clamp(box.left(), area.left(), std::max(area.left(), area.right() - box.width())));
            box.moveTop(
                std::clamp(box.top(), area.top(), std::max(area.top(), area.bottom() - box.height())));
            const bool free = area.contains(box) && std::ranges::none_of(taken, [&](const QRectF &other) {
                                  return other.adjusted(-3, -2, 3, 2).intersects(box);
                              });
            if (free)
                return box;
        }
    return {};
}

} // namespace

QString momentumText(double gev) {
    const bool large = gev >= 999.5;
    const double value = large ? gev / 1000 : gev;
    const int digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return QString::number(value, 'f', digits) + (large ? QStringLiteral(" TeV") : QStringLiteral(" GeV"));
}

QString missingMomentumText(double gev) {
    return QCoreApplication::translate("Labels", "missing %1").arg(momentumText(gev));
}

std::vector<PlacedLabel> placeLabels(const std::vector<Label> &labels, const QRectF &area, const QFont &font,
                                     std::vector<QRectF> taken) {
    const QFontMetricsF metrics(font);
    std::vector<PlacedLabel> placed;
    for (const Label &label : labels) {
        const QSizeF size(metrics.horizontalAdvance(label.text) + 12, metrics.height() + 4);
        if (const auto box = freeBox(label, size, area, taken)) {
            taken.push_back(*box);
            placed.push_back({label, *box});
        }
    }
    return placed;
}

void paintLabels(QPainter &painter, const std::vector<PlacedLabel> &labels, const QColor &text,
                 const QColor &paper) {
    for (const auto &[label, box] : labels) {
        if (box.contains(label.point))
            continue;
        painter.setPen(QPen(label.colour, 1));
        painter.drawLine(label.point, QPointF(std::clamp(label.point.x(), box.left(), box.right()),
                                              std::clamp(label.point.y(), box.top(), box.bottom())));
    }
    QColor back = paper;
    back.setAlphaF(0.85F);
    for (const auto &[label, box] : labels) {
        painter.setPen(QPen(label.colour, 1));
        painter.setBrush(back);
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(text);
        painter.drawText(box, Qt::AlignCenter, label.text);
    }
}

void paintMessage(QPainter &painter, const QRectF &area, const QString &text, const QColor &colour) {
    painter.save();
    painter.setPen(colour);
    QRectF box(0, 0, std::min(area.width() - 24, 420.), area.height() - 16);
    box.moveCenter(area.center());
    painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, text);
    painter.restore();
}

void paintVertices(QPainter &painter, const std::vector<QPointF> &pixels, const QColor &dot,
                   const QColor &paper) {
    painter.setPen(QPen(paper, 1));
    painter.setBrush(dot);
    for (const QPointF &pixel : pixels)
        painter.drawEllipse(pixel, 2.8, 2.8);
}

} // namespace quincunx
