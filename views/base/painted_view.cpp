#include "views/base/painted_view.h"

#include "views/geometry/labels.h"

#include <QPainter>

namespace quincunx {

PaintedView::PaintedView(QString name, Document &document, QWidget *parent)
    : View(std::move(name), document, parent) {
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void PaintedView::refresh(Changes) {
    update();
}

QFont PaintedView::smallFont() const {
    QFont small = font();
    if (small.pointSizeF() > 0)
        small.setPointSizeF(std::max(7.5, small.pointSizeF() * 0.88));
    return small;
}

void PaintedView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().canvas);
    if (const QString text = emptyMessage(); !text.isEmpty())
        return paintMessage(painter, rect(), text, theme().muted);
    paintContent(painter, rect(), theme(), true);
}

void PaintedView::paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) {
    refreshNow();
    painter.save();
    painter.fillRect(area, theme.canvas);
    if (const QString text = emptyMessage(); !text.isEmpty()) {
        paintMessage(painter, area, text, theme.muted);
    } else {
        const double line = QFontMetricsF(painter.font()).height();
        const QRectF top(area.left() + 10, area.top() + 4, area.width() - 20, line + 4);
        painter.setPen(theme.text);
        painter.drawText(
            top, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(painter.font()).elidedText(figureTitle(), Qt::ElideRight, top.width()));
        painter.save();
        paintContent(painter, area.adjusted(0, line + 10, 0, 0), theme, false);
        painter.restore();
    }
    painter.restore();
}

} // namespace quincunx
