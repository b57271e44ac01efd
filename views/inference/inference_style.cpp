#include "views/inference/inference_style.h"

#include "core/inference/posterior_shape.h"
#include "views/geometry/axis_scale.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace quincunx {
namespace {

/// Where the number of a tick stands that takes `half` of its length to both sides.
double placeOfNumber(double tick, double half, double low, double high, const PanelTitles &titles) {
    constexpr double over = 2; // [pixels] out of the panel
    return titles.hasNeighbours ? std::max(std::min(tick, high - half + over), low + half - over) : tick;
}

/// All of a panel above and below the smallest region that holds `mass`.
QPainterPath regionHolding(const AxisPanel &panel, const DensityCurve &curve, double mass) {
    const std::size_t cells = curve.density.size();
    const double level = curve.levelHolding(mass);
    const double width =
        panel.frame.width() * curve.x.length() / panel.x.length() / static_cast<double>(cells);
    QPainterPath region;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        std::size_t end = cell; // of those in a row that belong to it
        while (level > 0 && end < cells && curve.density[end] >= level)
            ++end;
        if (end > cell)
            region.addRect(QRectF(panel.pixel(curve.centre(cell), 0).x() - width / 2, panel.frame.top(),
                                  width * static_cast<double>(end - cell), panel.frame.height()));
        cell = end;
    }
    return region;
}

} // namespace

QColor faded(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

QString symbolText(const std::string &name) {
    static const std::map<QString, QString> greek = {{"alpha", "α"}, {"beta", "β"},  {"gamma", "γ"},
                                                     {"delta", "δ"}, {"theta", "θ"}, {"lambda", "λ"},
                                                     {"mu", "μ"},    {"nu", "ν"},    {"sigma", "σ"}};
    const QString text = QString::fromStdString(name);
    const qsizetype blank = text.indexOf(u' ');
    QString word = blank < 0 ? text : text.left(blank);
    QString digits;
    while (!word.isEmpty() && word.back().isDigit()) {
        digits.prepend(QChar(u'₀' + word.back().digitValue()));
        word.chop(1);
    }
    if (word.isEmpty())
        return text;
    const auto letter = greek.find(word);
    return (letter == greek.end() ? word : letter->second) + digits +
           (blank < 0 ? QString() : text.mid(blank));
}

QString shortTitle(const std::string &estimator) {
    return QString::fromStdString(estimator).toUpper().replace(u'_', u'-');
}

void paintPanelFrame(QPainter &painter, const AxisPanel &panel, const PanelTitles &titles,
                     const Theme &theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF &frame = panel.frame;
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height();
    const QPen axis(theme.axis, 1), faint(theme.grid, 1);
    for (const AxisTick &tick : titles.xTicks ? AxisScale{panel.x.low, panel.x.high}.ticks(
                                                    std::max(2, static_cast<int>(frame.width() / 58)))
                                              : std::vector<AxisTick>()) {
        const double x = panel.pixel(tick.value, 0).x();
        painter.setPen(faint);
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()));
        if (titles.x.isEmpty())
            continue;
        painter.setPen(axis);
        painter.drawLine(QPointF(x, frame.bottom()), QPointF(x, frame.bottom() + 4));
        painter.setPen(theme.text);
        const double half = metrics.horizontalAdvance(tick.text) / 2;
        const double middle = placeOfNumber(x, half, frame.left(), frame.right(), titles);
        painter.drawText(QRectF(middle - 40, frame.bottom() + 5, 80, line), Qt::AlignCenter, tick.text);
    }
    if (titles.yTicks)
        for (const AxisTick &tick :
             AxisScale{panel.y.low, panel.y.high}.ticks(std::max(3, static_cast<int>(frame.height() / 34)))) {
            const double y = panel.pixel(0, tick.value).y();
            painter.setPen(faint);
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y));
            if (titles.y.isEmpty())
                continue;
            painter.setPen(axis);
            painter.drawLine(QPointF(frame.left() - 4, y), QPointF(frame.left(), y));
            painter.setPen(theme.text);
            const double middle = placeOfNumber(y, line / 2, frame.top(), frame.bottom(), titles);
            painter.drawText(QRectF(frame.left() - 48, middle - line / 2, 42, line),
                             Qt::AlignRight | Qt::AlignVCenter, tick.text);
        }
    painter.setPen(axis);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(frame);
    painter.setPen(theme.text);
    painter.drawText(
        QRectF(frame.left(), frame.bottom() + (titles.xTicks ? 6 + line : 4), frame.width(), line + 4),
        Qt::AlignHCenter | Qt::AlignTop, metrics.elidedText(titles.x, Qt::ElideRight, frame.width()));
    const bool numbers = titles.yTicks && !titles.y.isEmpty();
    painter.translate(numbers ? frame.left() - panelLeft + 3 : frame.left() - line - 5, frame.bottom());
    painter.rotate(-90);
    painter.drawText(QRectF(0, 0, frame.height(), line), Qt::AlignCenter,
                     metrics.elidedText(titles.y, Qt::ElideRight, frame.height()));
    painter.restore();
}

void paintLegend(QPainter &painter, const QRectF &area, const std::vector<LegendEntry> &entries,
                 const Theme &theme) {
    painter.save();
    const QFontMetricsF metrics(painter.font());
    double x = area.left();
    const double middle = area.center().y();
    for (const LegendEntry &entry : entries) {
        const bool first = x == area.left(); // always there, if need be in part
        const double mark = entry.kind == LegendEntry::Kind::Text ? 0 : 19;
        double width = mark + metrics.horizontalAdvance(entry.text) + 1;
        if (first)
            width = std::min(width, area.width());
        if (x + width > area.right() + 0.5)
            break;
        const QRectF box(x, middle - 5, 14, 10);
        using Kind = LegendEntry::Kind;
        painter.setRenderHint(QPainter::Antialiasing);
        switch (entry.kind) {
        case Kind::Text:
            break;
        case Kind::Patch:
            painter.fillRect(box, entry.colour);
            break;
        case Kind::Line:
        case Kind::Dashes:
            painter.setPen(QPen(entry.colour, 1.6, entry.kind == Kind::Line ? Qt::SolidLine : Qt::DashLine));
            painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle));
            break;
        case Kind::Cross:
            painter.setPen(QPen(entry.colour, 2));
            painter.drawLine(box.center() - QPointF(4, 4), box.center() + QPointF(4, 4));
            painter.drawLine(box.center() - QPointF(4, -4), box.center() + QPointF(4, -4));
            break;
        case Kind::Dot:
            painter.setPen(Qt::NoPen);
            painter.setBrush(entry.colour);
            painter.drawEllipse(box.center(), 4, 4);
            break;
        }
        painter.setPen(theme.text);
        painter.drawText(QRectF(x + mark, area.top(), width, area.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(entry.text, Qt::ElideRight, width - mark));
        x += width + 16;
    }
    painter.restore();
}

void paintCross(QPainter &painter, QPointF at, double reach, const Theme &theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto &[colour, width] :
         {std::pair{theme.canvas, 0.8 * reach}, {truthColour(theme), 0.36 * reach}}) {
        painter.setPen(QPen(colour, width));
        painter.drawLine(at - QPointF(reach, reach), at + QPointF(reach, reach));
        painter.drawLine(at - QPointF(reach, -reach), at + QPointF(reach, -reach));
    }
    painter.restore();
}

void paintObservation(QPainter &painter, QPointF at, const Theme &theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.canvas, 2));
    painter.setBrush(observationColour(theme));
    painter.drawEllipse(at, 8, 8);
    painter.setPen(QPen(theme.canvas, 1.6));
    painter.drawLine(at - QPointF(3.5, 0), at + QPointF(3.5, 0));
    painter.drawLine(at - QPointF(0, 3.5), at + QPointF(0, 3.5));
    painter.restore();
}

void paintCurve(QPainter &painter, const AxisPanel &panel, const DensityCurve &curve, const QColor &colour,
                CurveStyle style) {
    QPainterPath above;
    const std::size_t cells = curve.density.size();
    for (std::size_t cell = 0; cell < cells; ++cell) {
        const QPointF at = panel.pixel(curve.centre(cell), curve.density[cell]);
        cell == 0 ? above.moveTo(at) : above.lineTo(at);
    }
    const double floor = panel.pixel(0, 0).y();
    QPainterPath area = above;
    area.lineTo(panel.pixel(curve.centre(cells - 1), 0).x(), floor);
    area.lineTo(panel.pixel(curve.centre(0), 0).x(), floor);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(panel.frame);
    if (style == CurveStyle::Ghost)
        painter.fillPath(area, faded(colour, 0.12));
    if (style == CurveStyle::Estimate)
        for (std::size_t k = 0; k < contourMasses.size(); ++k) { // one upon the other
            painter.save();
            painter.setClipPath(regionHolding(panel, curve, contourMasses[k]), Qt::IntersectClip);
            painter.fillPath(area, faded(colour, k == 0 ? 0.4 : 0.25));
            painter.restore();
        }
    painter.setPen(style == CurveStyle::Ghost   ? QPen(colour, 1.2)
                   : style == CurveStyle::Rival ? QPen(colour, 1.8, Qt::DashLine)
                                                : QPen(colour, 1.6));
    painter.drawPath(above);
    painter.restore();
}

} // namespace quincunx
