#include "views/projection/furniture.h"

#include "views/geometry/axis_scale.h"
#include "views/geometry/jet_cone.h"
#include "views/geometry/labels.h"
#include "views/style/colours.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr double margin = 9;

QFont smallFont(const QPainter &painter) {
    QFont font = painter.font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(std::max(7.5, font.pointSizeF() * 0.88));
    return font;
}

const char *firstAxis(Projection projection) {
    return projection == Projection::Transverse ? "x" : "z";
}
const char *secondAxis(Projection projection) {
    return projection == Projection::Transverse ? "y" : "ρ";
}

void paintArrow(QPainter &painter, QPointF from, QPointF tip, const QColor &colour) {
    painter.setPen(QPen(colour, 1.2));
    painter.drawLine(from, tip);
    const QPointF along = (tip - from) / std::hypot(tip.x() - from.x(), tip.y() - from.y());
    const QPointF across(-along.y(), along.x());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(
        QPolygonF({tip + along * 2, tip - along * 4 + across * 2.6, tip - along * 4 - across * 2.6}));
}

} // namespace

ScaleLength niceLength(double wanted) {
    const double decade = std::pow(10, std::floor(std::log10(wanted)));
    double metres = decade;
    for (double step : {2., 5., 10.})
        if (step * decade <= wanted * 1.0001)
            metres = step * decade;
    if (metres >= 0.9999)
        return {metres, QStringLiteral("%1 m").arg(metres, 0, 'f', 0)};
    if (metres >= 0.009999)
        return {metres, QStringLiteral("%1 cm").arg(metres * 100, 0, 'f', 0)};
    return {metres, QStringLiteral("%1 mm").arg(metres * 1000, 0, 'g', 3)};
}

std::vector<QRectF> paintScaleAndAxes(QPainter &painter, const QRectF &area, const PlaneMapping &mapping,
                                      Projection projection, const Theme &theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont(painter));
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height();

    const ScaleLength scale = niceLength(std::clamp(area.width() * 0.22, 30., 110.) / mapping.pixelsPerMetre);
    const double length = mapping.length(scale.metres);
    const double width = std::max(length, metrics.horizontalAdvance(scale.text) + 2);
    const QRectF bar(area.right() - margin - width, area.bottom() - margin - line - 5, width, line + 5);
    painter.setPen(QPen(theme.axis, 1.2));
    const double y = bar.bottom() - 1, x0 = bar.center().x() - length / 2, x1 = x0 + length;
    painter.drawLine(QPointF(x0, y), QPointF(x1, y));
    for (double x : {x0, x1})
        painter.drawLine(QPointF(x, y - 3), QPointF(x, y + 1));
    painter.drawText(QRectF(bar.left() - 4, bar.top(), width + 8, line), Qt::AlignCenter, scale.text);

    const double arm = 17;
    const QPointF corner(area.left() + margin, area.bottom() - margin);
    paintArrow(painter, corner, corner + QPointF(arm, 0), theme.axis);
    paintArrow(painter, corner, corner - QPointF(0, arm), theme.axis);
    painter.setPen(theme.axis);
    const QSizeF letter(14, line);
    painter.drawText(QRectF(corner + QPointF(arm + 4, -line / 2 - 1), letter),
                     Qt::AlignLeft | Qt::AlignVCenter, QString::fromUtf8(firstAxis(projection)));
    painter.drawText(QRectF(corner + QPointF(-3, -arm - line - 2), letter), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::fromUtf8(secondAxis(projection)));
    painter.restore();
    return {bar.adjusted(-4, -2, 4, 2),
            QRectF(corner - QPointF(4, arm + line + 4), QSizeF(arm + 20, arm + line + 8))};
}

void paintEventLabels(QPainter &painter, const QRectF &area, const PlaneMapping &mapping, const Scene &scene,
                      const DisplaySettings &display, const ProjectedGeometry &geometry, const Theme &theme,
                      std::vector<QRectF> taken) {
    std::vector<Label> labels;
    for (int j : labelledJets(scene, display)) {
        const ProjectedJet &jet = geometry.jets[static_cast<std::size_t>(j)];
        const QPointF tip = mapping.toPixel(jet.direction * jet.length);
        if (!area.contains(tip) && !area.contains(mapping.toPixel(jet.direction * (jet.length * 0.6))))
            continue; // zoomed away from it
        const double pt = scene.clustering->jets[static_cast<std::size_t>(j)].momentum.pt();
        labels.push_back(
            {momentumText(pt), jetColour(theme, j), tip, QPointF(jet.direction.x(), -jet.direction.y()), j});
    }
    if (const auto tip = geometry.missing; tip && display.labels && area.contains(mapping.toPixel(*tip))) {
        const double missing = std::hypot(scene.event->missingPx, scene.event->missingPy);
        const QPointF direction = *tip / std::hypot(tip->x(), tip->y());
        labels.push_back({missingMomentumText(missing), theme.missing, mapping.toPixel(*tip),
                          QPointF(direction.x(), -direction.y())});
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont(painter));
    paintLabels(painter, placeLabels(labels, area.adjusted(4, 4, -4, -4), painter.font(), std::move(taken)),
                theme.text, theme.canvas);
    painter.restore();
}

QRectF figureCanvas(const QPainter &painter, const QRectF &area) {
    const double line = QFontMetricsF(painter.font()).height();
    return area.adjusted(3.2 * line, 1.9 * line, -0.9 * line, -2.9 * line);
}

void paintFigureFrame(QPainter &painter, const QRectF &area, const QRectF &canvas,
                      const PlaneMapping &mapping, Projection projection, const QString &title,
                      const Theme &theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = QFontMetricsF(painter.font()).height();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.axis, 1));
    painter.drawRect(canvas);
    painter.setPen(theme.text);
    painter.drawText(QRectF(canvas.left(), area.top() + 0.3 * line, canvas.width(), 1.3 * line),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(title, Qt::ElideRight, canvas.width()));

    const double step = niceLength(90 / mapping.pixelsPerMetre).metres;
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step * 1.0001))));
    auto text = [&](double value) { return withMinus(QString::number(value, 'f', decimals)); };
    auto ticks = [&](double low, double high, auto draw) {
        for (double k = std::ceil(low / step); k * step <= high; ++k)
            draw(k * step + 0.0); // + 0.0: no −0
    };
    const QPointF low = mapping.toMetres(canvas.bottomLeft()), high = mapping.toMetres(canvas.topRight());
    ticks(low.x(), high.x(), [&](double value) {
        const double x = mapping.toPixel({value, 0}).x();
        painter.setPen(QPen(theme.axis, 1));
        painter.drawLine(QPointF(x, canvas.bottom()), QPointF(x, canvas.bottom() + 4));
        painter.setPen(theme.text);
        painter.drawText(QRectF(x - 30, canvas.bottom() + 5, 60, line), Qt::AlignCenter, text(value));
    });
    ticks(low.y(), high.y(), [&](double value) {
        const double y = mapping.toPixel({0, value}).y();
        painter.setPen(QPen(theme.axis, 1));
        painter.drawLine(QPointF(canvas.left() - 4, y), QPointF(canvas.left(), y));
        painter.setPen(theme.text);
        painter.drawText(QRectF(canvas.left() - 66, y - line / 2, 60, line),
                         Qt::AlignRight | Qt::AlignVCenter, text(value));
    });
    painter.drawText(QRectF(canvas.left(), area.bottom() - 1.6 * line, canvas.width(), 1.4 * line),
                     Qt::AlignRight | Qt::AlignVCenter,
                     QString::fromUtf8(firstAxis(projection)) + QStringLiteral(" [m]"));
    painter.translate(area.left() + 0.2 * line, canvas.top());
    painter.rotate(-90);
    painter.drawText(QRectF(-canvas.height(), 0, canvas.height(), 1.3 * line),
                     Qt::AlignRight | Qt::AlignVCenter,
                     QString::fromUtf8(secondAxis(projection)) + QStringLiteral(" [m]"));
    painter.restore();
}

} // namespace quincunx
