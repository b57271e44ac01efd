#include "views/predictive/predictive_view.h"

#include "views/inference/data_bins.h"
#include "views/inference/leaf_plane.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

const Extent openExtent{-INFINITY, INFINITY};

std::vector<double> numbersOf(const Draws &draws, Eigen::Index column) {
    const auto values = draws.col(column);
    return {values.begin(), values.end()};
}

double quantile(std::vector<double> &sorted, double fraction) {
    return sorted.empty()
               ? NAN
               : sorted[static_cast<std::size_t>(fraction * static_cast<double>(sorted.size() - 1))];
}

} // namespace

View *makePredictiveView(Document &document, QWidget *parent) {
    return new PredictiveView(document, parent);
}

PredictiveView::PredictiveView(Document &document, QWidget *parent)
    : InferenceView(QStringLiteral("predictive"), document, parent) {
    setWhatsThis(
        tr("Data simulated at parameters drawn from the posterior. An observation that stands apart from "
           "them says that the model or the estimate is wrong."));
}

void PredictiveView::showEvent(QShowEvent *event) {
    desk().watchPrediction(true);
    InferenceView::showEvent(event);
}

void PredictiveView::hideEvent(QHideEvent *event) {
    desk().watchPrediction(false);
    InferenceView::hideEvent(event);
}

QString PredictiveView::emptyMessage() const {
    if (desk().predicted() && desk().predicted()->rows() > 0)
        return {};
    return desk().message().isEmpty() ? tr("Simulating …") : desk().message();
}

void PredictiveView::paintContent(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = QFontMetricsF(painter.font()).height();
    const QRectF frame = area.adjusted(panelLeft, line + 12, -12, -panelBottom(line));
    const auto columns = desk().predicted()->cols();
    const bool jets = areLeaves(desk().simulator());
    jets           ? paintLeafCounts(painter, frame, theme)
    : columns == 1 ? paintNumber(painter, frame, theme, numbersOf(*desk().predicted(), 0),
                                 desk().observed().x(0, 0), symbolText(desk().simulator().data()[0]))
    : columns == 2 ? paintPlane(painter, frame, theme)
                   : paintBands(painter, frame, theme);
    using Kind = LegendEntry::Kind;
    const QColor colour = predictionColour(theme);
    std::vector<LegendEntry> legend;
    if (columns == 1 || jets)
        legend = {{Kind::Patch, faded(colour, 0.6), tr("predicted")}};
    else
        legend = {{Kind::Patch, faded(colour, 0.7), tr("68 %")},
                  {Kind::Patch, faded(colour, 0.3),
                   columns == 2 ? tr("95 % of predictions") : tr("95 %, number by number")}};
    legend.push_back({Kind::Dot, observationColour(theme), tr("observed")});
    if (!desk().estimate())
        legend.push_back({Kind::Text, theme.text, tr("by the true posterior")});
    paintLegend(painter,
                QRectF(area.left() + panelLeft, area.top() + 3, area.width() - panelLeft - 8, line + 4),
                legend, theme);
}

/// Of a jet, what is easily seen: how many leaves it has.
void PredictiveView::paintLeafCounts(QPainter &painter, const QRectF &frame, const Theme &theme) const {
    std::vector<double> counts;
    for (std::size_t row = 0; row < static_cast<std::size_t>(desk().predicted()->rows()); ++row)
        counts.push_back(leafCount(rowOf(*desk().predicted(), row)));
    paintNumber(painter, frame, theme, counts, leafCount(rowOf(desk().observed().x, 0)),
                tr("Leaves of the jet"));
}

void PredictiveView::paintNumber(QPainter &painter, const QRectF &frame, const Theme &theme,
                                 const std::vector<double> &values, double x, const QString &title) const {
    std::vector<double> all = values;
    all.push_back(x);
    all.push_back(x); // in sight, however far it is
    const DataBins bins(all);
    const QVector<double> counts = bins.countsOf(values), centres = bins.centres();
    AxisPanel panel{frame, bins.extent(), {0, 1.08 * bins.highest()}};
    panel.x = {std::min(panel.x.low, x), std::max(panel.x.high, x)};
    paintPanelFrame(painter, panel, {title, tr("Predicted")}, theme);
    painter.save();
    painter.setClipRect(frame);
    for (int bin = 0; bin < counts.size(); ++bin)
        painter.fillRect(QRectF(panel.pixel(centres[bin] - bins.width() / 2, counts[bin]),
                                panel.pixel(centres[bin] + bins.width() / 2, 0)),
                         faded(predictionColour(theme), 0.6));
    painter.setPen(QPen(observationColour(theme), 2));
    painter.drawLine(panel.pixel(x, 0), panel.pixel(x, panel.y.high));
    paintObservation(painter, panel.pixel(x, panel.y.high / 2), theme);
    painter.restore();
}

void PredictiveView::paintPlane(QPainter &painter, const QRectF &frame, const Theme &theme) const {
    const std::vector<double> x = numbersOf(*desk().predicted(), 0), y = numbersOf(*desk().predicted(), 1);
    constexpr double out = 0.005; // the few that are far out would make all of it small
    const Extent wide = extentOf(x, openExtent, out), tall = extentOf(y, openExtent, out);
    const Draws &seen = desk().observed().x;
    auto around = [](Extent extent, double value) {
        const double room = 0.08 * extent.length();
        return Extent{std::min(extent.low, value - room), std::max(extent.high, value + room)};
    };
    const AxisPanel panel{frame, around(wide, seen(0, 0)), around(tall, seen(0, 1))};
    const auto &names = desk().simulator().data();
    paintPanelFrame(painter, panel, {symbolText(names[0]), symbolText(names[1])}, theme);
    painter.save();
    painter.setClipRect(frame);
    const DensityGrid grid = densityGrid(x, y, wide, tall, 72);
    for (std::size_t k = contourMasses.size(); k-- > 0;) {
        QPainterPath path;
        path.setFillRule(Qt::OddEvenFill);
        for (const Ring &ring : contourRings(grid, grid.levelHolding(contourMasses[k]))) {
            QPolygonF polygon;
            for (const auto &[across, up] : ring)
                polygon << panel.pixel(across, up);
            path.addPolygon(polygon);
            path.closeSubpath();
        }
        painter.fillPath(path, faded(predictionColour(theme), k == 0 ? 0.5 : 0.28));
        painter.setPen(QPen(predictionColour(theme), 1.2));
        painter.drawPath(path);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(observationColour(theme), 0.7));
    for (Eigen::Index row = 1; row < seen.rows(); ++row)
        painter.drawEllipse(panel.pixel(seen(row, 0), seen(row, 1)), 2.2, 2.2);
    paintObservation(painter, panel.pixel(seen(0, 0), seen(0, 1)), theme);
    painter.restore();
}

void PredictiveView::paintBands(QPainter &painter, const QRectF &frame, const Theme &theme) const {
    const Draws &predicted = *desk().predicted(), &seen = desk().observed().x;
    const Eigen::Index count = predicted.cols();
    constexpr std::array<double, 4> edges = {0.025, 0.16, 0.84, 0.975};
    std::array<std::vector<double>, 4> lines;
    Extent y{INFINITY, -INFINITY};
    auto widen = [&y](double value) { y = {std::min(y.low, value), std::max(y.high, value)}; };
    for (Eigen::Index k = 0; k < count; ++k) {
        std::vector<double> values = numbersOf(predicted, k);
        std::erase_if(values, [](double value) { return !std::isfinite(value); });
        std::ranges::sort(values);
        for (std::size_t edge = 0; edge < edges.size(); ++edge) {
            lines[edge].push_back(quantile(values, edges[edge]));
            if (std::isfinite(lines[edge].back()))
                widen(lines[edge].back());
        }
        widen(seen(0, k));
    }
    const double room = std::max(0.05 * y.length(), 1e-9);
    const AxisPanel panel{frame, {-0.5, static_cast<double>(count) - 0.5}, {y.low - room, y.high + room}};
    paintPanelFrame(painter, panel, {tr("Index of the number"), tr("Data")}, theme);
    painter.save();
    painter.setClipRect(frame);
    auto band = [&](std::size_t low, std::size_t high, double strength) {
        QPolygonF polygon;
        for (Eigen::Index k = 0; k < count; ++k)
            polygon << panel.pixel(static_cast<double>(k), lines[high][static_cast<std::size_t>(k)]);
        for (Eigen::Index k = count; k-- > 0;)
            polygon << panel.pixel(static_cast<double>(k), lines[low][static_cast<std::size_t>(k)]);
        painter.setPen(Qt::NoPen);
        painter.setBrush(faded(predictionColour(theme), strength));
        painter.drawPolygon(polygon);
    };
    band(0, 3, 0.3);
    band(1, 2, 0.45);
    QPolygonF line;
    for (Eigen::Index k = 0; k < count; ++k)
        line << panel.pixel(static_cast<double>(k), seen(0, k));
    painter.setPen(QPen(observationColour(theme), 1.4));
    painter.drawPolyline(line);
    painter.setBrush(observationColour(theme));
    painter.setPen(QPen(theme.canvas, 1));
    for (const QPointF &at : line)
        painter.drawEllipse(at, 4, 4);
    painter.restore();
}

} // namespace quincunx
