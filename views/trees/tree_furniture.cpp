#include "views/trees/tree_furniture.h"

#include <QPainter>

namespace quincunx {

void paintLeafLabels(QPainter &painter, const QRectF &strip, const TreeLeaves &leaves,
                     std::span<const int> order, const QColor &colour) {
    painter.setPen(colour);
    const QFontMetricsF metrics(painter.font());
    const double share = strip.width() / static_cast<double>(order.size());
    double free = strip.left() - 20; // where the last one ended
    for (std::size_t k = 0; k < order.size(); ++k) {
        const double middle = strip.left() + (static_cast<double>(k) + 0.5) * share;
        const QString text =
            metrics.elidedText(QString::fromStdString(leaves.labels[static_cast<std::size_t>(order[k])]),
                               Qt::ElideRight, std::max(share, 28.));
        const double half = metrics.horizontalAdvance(text) / 2 + 1;
        if (middle - half < free + 2)
            continue;
        free = middle + half;
        painter.drawText(QRectF(middle - half, strip.top(), 2 * half, strip.height()),
                         Qt::AlignHCenter | Qt::AlignTop, text);
    }
}

void paintHeightAxis(QPainter &painter, const QRectF &canvas, const NodeHeights &heights,
                     const Theme &theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QFontMetricsF metrics(painter.font());
    for (const AxisTick &tick : heights.scale().ticks(static_cast<int>(canvas.height() / 18))) {
        const double y = canvas.bottom() - heights.scale().fraction(tick.value) * canvas.height();
        if (y < canvas.top() + 2)
            continue;
        painter.setPen(QPen(theme.grid, 1));
        painter.drawLine(QPointF(canvas.left(), y), QPointF(canvas.right(), y));
        painter.setPen(theme.muted);
        painter.drawText(QRectF(canvas.left() - 44, y - metrics.height() / 2, 39, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, tick.text);
    }
    if (metrics.horizontalAdvance(heights.title()) < canvas.height() + 8) {
        painter.setPen(theme.muted);
        painter.translate(canvas.left() - 53, canvas.bottom());
        painter.rotate(-90);
        painter.drawText(QRectF(-4, -metrics.height() / 2, canvas.height() + 8, metrics.height()),
                         Qt::AlignCenter, heights.title());
    }
    painter.restore();
}

QString letterOf(const FoundTree &tree) {
    return QString::fromStdString(tree.title).left(1);
}

} // namespace quincunx
