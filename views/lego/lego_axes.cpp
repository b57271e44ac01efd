#include "views/lego/lego_axes.h"

#include "views/lego/lego_drawing.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>

namespace quincunx {
namespace {

using std::numbers::pi;

class AxisPainter {
public:
    AxisPainter(QPainter &painter, const ScreenProjection &projection, const Theme &theme)
        : m_painter(painter)
        , m_projection(projection)
        , m_theme(theme)
        , m_font(painter.font()) {
        m_font.setPixelSize(11);
    }

    // A mark at `point` with a number on the far side of it as seen from `inside`.
    void tick(const Vector3 &point, const Vector3 &inside, const QString &text) {
        const QPointF at = m_projection(point), out = outwards(point, inside);
        m_painter.setPen(QPen(m_theme.axis, 1));
        m_painter.drawLine(at, at + out * 4);
        write(at + out * 7, out, text, m_font, m_theme.axis);
    }

    void title(const Vector3 &point, const Vector3 &inside, double distance, const QString &text) {
        QFont font = m_font;
        font.setPixelSize(13);
        const QPointF out = outwards(point, inside);
        write(m_projection(point) + out * distance, out, text, font, m_theme.text);
    }

    void line(const Vector3 &from, const Vector3 &to, const QColor &colour) {
        m_painter.setPen(QPen(colour, 1));
        m_painter.drawLine(m_projection(from), m_projection(to));
    }

private:
    QPointF outwards(const Vector3 &point, const Vector3 &inside) const {
        const QLineF way(m_projection(inside), m_projection(point));
        return way.length() > 1e-6 ? (way.p2() - way.p1()) / way.length() : QPointF(0, 1);
    }

    // The box of the text touches `at` with the side that faces it. A "_" lowers the one letter after it.
    void write(QPointF at, QPointF out, const QString &text, const QFont &font, const QColor &colour) {
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

    QPainter &m_painter;
    const ScreenProjection &m_projection;
    const Theme &m_theme;
    QFont m_font;
};

QString phiText(double phi) {
    if (phi == 0)
        return QStringLiteral("0");
    const QString sign = phi < 0 ? QStringLiteral("−") : QString();
    return sign + (std::fabs(phi) == 1 ? QStringLiteral("π") : QStringLiteral("π/2"));
}

QString signedText(double value) {
    return (value < 0 ? QStringLiteral("−") : QString()) + QString::number(std::fabs(value), 'g', 4);
}

} // namespace

void paintLegoAxes(QPainter &painter, const ScreenProjection &projection, const LegoScale &scale,
                   double etaRange, const Theme &theme) {
    AxisPainter axes(painter, projection, theme);
    const double x = etaRange;
    const Vector3 &forward = projection.forward();
    // Sides of the floor that face the viewer; looking straight down, below and to the left.
    const double phiSide = forward[1] >= -1e-2 ? -pi : pi;
    const double etaSide = forward[0] <= 1e-2 ? x : -x;
    const bool fromAbove = std::fabs(forward[2]) > 0.985;

    for (double eta : etaTicks(x))
        axes.tick({eta, phiSide, 0}, {eta, 0, 0}, signedText(eta));
    axes.title({0.5, phiSide, 0}, {0.5, 0, 0}, 26, QStringLiteral("η"));
    for (double phi : phiTicks)
        axes.tick({etaSide, phi * pi, 0}, {0, phi * pi, 0}, phiText(phi));
    axes.title({etaSide, -pi / 4, 0}, {0, -pi / 4, 0}, 34, QStringLiteral("φ"));

    if (fromAbove)
        return;
    Vector3 corner{-x, -pi, 0};
    for (double eta : {-x, x})
        for (double phi : {-pi, pi})
            if (projection({eta, phi, 0}).x() < projection(corner).x())
                corner = {eta, phi, 0};
    axes.line(corner, {corner[0], corner[1], LegoScale::tallest}, theme.axis);
    for (double et : scale.ticks) {
        const Vector3 at{corner[0], corner[1], scale.height(et)};
        if (et > 0) // 0 would stand on the floor's own numbers
            axes.tick(at, at + projection.right(), signedText(et));
    }
    const Vector3 top{corner[0], corner[1], LegoScale::tallest};
    axes.title(top + projection.right() * 0.6, top - Vector3{0, 0, 1} + projection.right() * 0.6, 8,
               QStringLiteral("E_T [GeV]"));
}

} // namespace quincunx
