#include "views/vtk/axis_painter.h"

#include <QLineF>
#include <QPainter>

namespace quincunx {

AxisPainter::AxisPainter(QPainter &painter, const ScreenProjection &projection, const Theme &theme)
    : m_painter(painter)
    , m_projection(projection)
    , m_theme(theme)
    , m_font(painter.font()) {
    m_font.setPixelSize(11);
}

void AxisPainter::tick(const Vector3 &point, const Vector3 &inside, const QString &text) {
    const QPointF at = m_projection(point), out = outwards(point, inside);
    m_painter.setPen(QPen(m_theme.axis, 1));
    m_painter.drawLine(at, at + out * 4);
    write(at + out * 7, out, text, m_font, m_theme.axis);
}

void AxisPainter::title(const Vector3 &point, const Vector3 &inside, double distance, const QString &text) {
    QFont font = m_font;
    font.setPixelSize(13);
    const QPointF out = outwards(point, inside);
    write(m_projection(point) + out * distance, out, text, font, m_theme.text);
}

void AxisPainter::line(const Vector3 &from, const Vector3 &to, const QColor &colour) {
    m_painter.setPen(QPen(colour, 1));
    m_painter.drawLine(m_projection(from), m_projection(to));
}

QPointF AxisPainter::outwards(const Vector3 &point, const Vector3 &inside) const {
    const QLineF way(m_projection(inside), m_projection(point));
    return way.length() > 1e-6 ? (way.p2() - way.p1()) / way.length() : QPointF(0, 1);
}

// The box of the text touches `at` with the side that faces it.
void AxisPainter::write(QPointF at, QPointF out, const QString &text, const QFont &font,
                        const QColor &colour) {
    const QFontMetricsF metrics(font);
    const qsizetype mark = text.indexOf(QLatin1Char('_'));
    const QString head = text.left(mark), index = mark < 0 ? QString() : text.mid(mark + 1, 1);
    const QString rest = mark < 0 ? QString() : text.mid(mark + 2);
    QFont small = font;
    small.setPixelSize(font.pixelSize() * 3 / 4);
    const double headWidth = metrics.horizontalAdvance(head);
    const double indexWidth = QFontMetricsF(small).horizontalAdvance(index);
    const QSizeF size(headWidth + indexWidth + metrics.horizontalAdvance(rest), metrics.height());
    QRectF box({}, size);
    box.moveCenter(at + QPointF(out.x() * size.width() / 2, out.y() * size.height() / 2));
    const QRectF room = QRectF({}, m_projection.viewport()).adjusted(2, 2, -2, -2);
    if (!room.contains(box))
        return;
    m_painter.setFont(font);
    m_painter.setPen(colour);
    const QPointF baseline(box.left(), box.top() + metrics.ascent());
    m_painter.drawText(baseline, head);
    m_painter.drawText(baseline + QPointF(headWidth + indexWidth, 0), rest);
    m_painter.setFont(small);
    m_painter.drawText(baseline + QPointF(headWidth, metrics.descent()), index);
}

} // namespace quincunx
