#include "views/trees/plot_frame.h"

#include <QPainter>

namespace quincunx {

void paintPlotFrame(QPainter &painter, const PlotFrame &frame, const QString &xTitle, const QString &yTitle,
                    const Theme &theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF &canvas = frame.canvas;
    const double line = QFontMetricsF(painter.font()).height();
    painter.setPen(QPen(theme.axis, 1));
    painter.drawLine(canvas.topLeft(), canvas.bottomLeft());
    painter.drawLine(canvas.bottomLeft(), canvas.bottomRight());
    for (const AxisTick &tick : frame.x.ticks(static_cast<int>(canvas.width() / 62))) {
        const double x = frame.pixelX(tick.value);
        painter.setPen(QPen(theme.axis, 1));
        painter.drawLine(QPointF(x, canvas.bottom()), QPointF(x, canvas.bottom() + 4));
        painter.setPen(theme.text);
        painter.drawText(QRectF(x - 40, canvas.bottom() + 5, 80, line), Qt::AlignCenter, tick.text);
    }
    for (const AxisTick &tick : frame.y.ticks(static_cast<int>(canvas.height() / 24))) {
        const double y = frame.pixelY(tick.value);
        painter.setPen(QPen(theme.axis, 1));
        painter.drawLine(QPointF(canvas.left() - 4, y), QPointF(canvas.left(), y));
        painter.setPen(theme.text);
        painter.drawText(QRectF(canvas.left() - 50, y - line / 2, 43, line),
                         Qt::AlignRight | Qt::AlignVCenter, tick.text);
    }
    painter.setPen(theme.text);
    painter.drawText(QRectF(canvas.left(), canvas.bottom() + 7 + line, canvas.width(), line),
                     Qt::AlignRight | Qt::AlignVCenter, xTitle);
    painter.translate(canvas.left() - 62, canvas.bottom());
    painter.rotate(-90);
    painter.drawText(QRectF(0, 0, canvas.height(), line), Qt::AlignRight | Qt::AlignVCenter, yTitle);
    painter.restore();
}

} // namespace quincunx
