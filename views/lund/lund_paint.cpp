#include "views/lund/lund_paint.h"

#include "views/lund/lund_geometry.h"
#include "views/plot/plot.h"
#include "views/style/colours.h"

#include <QCoreApplication>

#include <cmath>

namespace quincunx {
namespace {

constexpr double lowestZ = 1e-3, highestZ = 0.5;

QString lundText(const char *text) {
    return QCoreApplication::translate("LundView", text);
}

void paintText(QPainter &painter, const Plot &plot, const QRectF &box, Qt::Alignment align,
               const QString &text) {
    if (plot.frame().contains(box))
        painter.drawText(box, align | Qt::AlignVCenter, text);
}

} // namespace

QColor lundColour(double z) {
    return sequentialColour(std::log(std::max(z, lowestZ) / lowestZ) / std::log(highestZ / lowestZ));
}

void paintLundMark(QPainter &painter, QPointF pixel, bool primary, double radius) {
    if (primary)
        return painter.drawEllipse(pixel, radius, radius);
    const QPointF up(0, radius * 1.15), right(radius * 1.15, 0);
    painter.drawPolygon(QPolygonF({pixel - up, pixel + right, pixel + up, pixel - right}));
}

void paintLundRegions(QPainter &painter, const Plot &plot, double radius, double pt) {
    const Theme &theme = plot.theme();
    const QRectF frame = plot.frame();
    const double line = QFontMetricsF(painter.font()).height();

    // Below some 1 GeV hadronisation rules, not the shower.
    const double soft = std::clamp(plot.toPixel({0, 0}).y(), frame.top(), frame.bottom());
    QColor shade = theme.raised;
    shade.setAlphaF(0.6F);
    painter.fillRect(QRectF(QPointF(frame.left(), soft), frame.bottomRight()), shade);
    painter.setPen(theme.muted);
    paintText(painter, plot, {frame.left() + 6, frame.bottom() - line - 4, frame.width() - 12, line},
              Qt::AlignLeft, lundText("kT < 1 GeV: hadronisation"));

    // kT = z pT Δ: straight lines on this plane, cut at the frame by hand, as SVG does not clip
    const QRectF range = plot.range();
    auto paintLine = [&](double z, const QString &text, const QPen &pen) {
        const double low = std::max(range.left(), std::log(z * pt) - range.bottom());
        const double high = std::min(range.right(), std::log(z * pt) - range.top());
        if (!(low < high))
            return;
        const QPointF from = plot.toPixel({low, lundLine(z, pt, low)});
        painter.setPen(pen);
        painter.drawLine(from, plot.toPixel({high, lundLine(z, pt, high)}));
        painter.setPen(theme.muted);
        // Above the line's beginning; beside it where that is at the upper edge.
        const bool above = from.y() - line - 1 > frame.top();
        const QPointF place = from + (above ? QPointF(5, -line - 1) : QPointF(1.5 * line, 2));
        paintText(painter, plot, {place, QSizeF(80, line)}, Qt::AlignLeft, text);
    };
    if (pt > 0) {
        paintLine(0.5, lundText("z = 1/2"), QPen(theme.axis, 1.5));
        paintLine(0.1, lundText("z = 0.1"), QPen(theme.detector, 1, Qt::DashLine));
        paintLine(0.01, lundText("z = 0.01"), QPen(theme.detector, 1, Qt::DashLine));
    }

    const double edge = plot.toPixel({std::log(1 / radius), 0}).x();
    if (edge < frame.left() || edge > frame.right())
        return;
    painter.setPen(QPen(theme.axis, 1, Qt::DotLine));
    painter.drawLine(QPointF(edge, frame.top()), QPointF(edge, frame.bottom()));
    painter.setPen(theme.muted);
    // Above the text of the soft region, and clear of the legend at the top right.
    paintText(painter, plot, {edge + 4, frame.bottom() - 2 * line - 8, 60, line}, Qt::AlignLeft,
              lundText("Δ = R"));
}

void paintLundLegend(QPainter &painter, const Plot &plot, const LundLegend &legend) {
    const Theme &theme = plot.theme();
    const QRectF frame = plot.frame();
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height(), right = frame.right() - 8;
    double top = frame.top() + 5;
    auto text = [&](const QString &what) {
        painter.setPen(theme.text);
        painter.drawText(QRectF(frame.left(), top, right - frame.left(), line),
                         Qt::AlignRight | Qt::AlignVCenter, what);
        const QPointF start(right - metrics.horizontalAdvance(what) - 11, top + line / 2);
        top += line + 2;
        return start;
    };
    auto mark = [&](QPointF place, bool primary) {
        painter.setPen(QPen(theme.axis, 0.8));
        painter.setBrush(theme.unclustered);
        paintLundMark(painter, place, primary, 4);
    };
    if (legend.branches) {
        text(lundText("coloured by branch"));
    } else {
        constexpr double width = 70, height = 8;
        const QString low = QStringLiteral("z  0.001"), high = QStringLiteral("0.5");
        const double end = right - metrics.horizontalAdvance(high) - 5;
        const QRectF bar(end - width, top + (line - height) / 2, width, height);
        for (int k = 0; k < width / 2; ++k)
            painter.fillRect(QRectF(bar.left() + 2 * k, bar.top(), 2.5, height),
                             sequentialColour(2 * k / width));
        text(high);
        painter.setPen(theme.text);
        painter.drawText(QRectF(frame.left(), top - line - 2, bar.left() - 5 - frame.left(), line),
                         Qt::AlignRight | Qt::AlignVCenter, low);
    }
    if (legend.secondary) {
        mark(text(lundText("primary")), true);
        mark(text(lundText("secondary")), false);
    }
    if (legend.outside > 0)
        text(lundText("%1 more at Δ = 0 or kT = 0").arg(legend.outside));
}

} // namespace quincunx
