#include "views/posterior/posterior_view.h"

#include "views/geometry/axis_scale.h"
#include "views/geometry/labels.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace quincunx {
namespace {

QPainterPath pathOf(const std::vector<Ring> &rings, const AxisPanel &panel) {
    QPainterPath path;
    path.setFillRule(Qt::OddEvenFill);
    for (const Ring &ring : rings) {
        QPolygonF polygon;
        for (const auto &[x, y] : ring)
            polygon << panel.pixel(x, y);
        path.addPolygon(polygon);
        path.closeSubpath();
    }
    return path;
}

void paintContours(QPainter &painter, const AxisPanel &panel, const PairShape &pair, const QColor &colour,
                   bool ghost) {
    constexpr std::array<double, contourMasses.size()> strength = {0.5, 0.26}, faint = {0.22, 0.14};
    for (std::size_t k = contourMasses.size(); k-- > 0;) {
        const QPainterPath path = pathOf(pair.rings[k], panel);
        painter.fillPath(path, faded(colour, ghost ? faint[k] : strength[k]));
        painter.setPen(QPen(colour, ghost ? 0.9 : 1.3));
        painter.drawPath(path);
    }
}

double crossReach(const AxisPanel &panel) {
    return std::clamp(0.07 * std::min(panel.frame.width(), panel.frame.height()), 2.6, 6.5);
}

double highest(const DensityCurve &curve) {
    return std::ranges::max(curve.density);
}

} // namespace

View *makePosteriorView(Document &document, QWidget *parent) {
    return new PosteriorView(document, parent);
}

PosteriorView::PosteriorView(Document &document, QWidget *parent)
    : InferenceView(QStringLiteral("posterior"), document, parent) {
    setWhatsThis(tr("Where the parameters are, given the observation. Contours hold 68 % and 95 % of the "
                    "probability; the grey ghost is the true posterior, the cross the truth."));
}

std::shared_ptr<const PosteriorShape> PosteriorView::ghost() const {
    return display().ghost || !desk().estimate() ? desk().ghost() : nullptr;
}

QString PosteriorView::emptyMessage() const {
    if (desk().estimate() || desk().ghost())
        return {};
    return desk().message().isEmpty() ? tr("Drawing from the posterior …") : desk().message();
}

CornerLayout PosteriorView::layoutIn(const QRectF &area) const {
    const Prior &prior = desk().simulator().prior();
    std::vector<Extent> extents;
    for (std::size_t k = 0; k < prior.size(); ++k) {
        const auto [low, high] = prior.range(k);
        Extent extent{low, high};
        if (display().axes == InferenceDisplay::Axes::Posterior) {
            extent = {INFINITY, -INFINITY};
            for (const auto &shape : {desk().estimate(), ghost()})
                if (shape)
                    extent = {std::min(extent.low, shape->curves[k].x.low),
                              std::max(extent.high, shape->curves[k].x.high)};
        }
        extents.push_back(extent);
    }
    const double line = QFontMetricsF(smallFont()).height();
    return CornerLayout(area.adjusted(0, line + 10, 0, 0), line, std::move(extents));
}

void PosteriorView::paintContent(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    painter.setRenderHint(QPainter::Antialiasing);
    const CornerLayout layout = layoutIn(area);
    for (std::size_t row = 0; row < layout.parameters(); ++row)
        for (std::size_t column = 0; column <= row; ++column)
            if (layout.has(column, row))
                paintPanel(painter, layout, column, row, theme);
    const double line = QFontMetricsF(painter.font()).height();
    paintTop(painter, QRectF(area.left() + panelLeft, area.top() + 4, area.width() - panelLeft - 8, line + 4),
             theme);
}

/// What the colours mean, or why there is no estimate.
void PosteriorView::paintTop(QPainter &painter, const QRectF &strip, const Theme &theme) const {
    using Kind = LegendEntry::Kind;
    const QColor colour = estimateColour(theme);
    std::vector<LegendEntry> legend;
    if (desk().estimate())
        legend = {{Kind::Patch, faded(colour, 0.63), tr("68 %")},
                  {Kind::Patch, faded(colour, 0.26), tr("95 % of the probability")}};
    else
        legend = {{Kind::Text, theme.text, desk().message()}};
    if (ghost())
        legend.push_back({Kind::Line, ghostColour(theme), tr("true posterior")});
    if (!desk().observed().truth.empty())
        legend.push_back({Kind::Cross, truthColour(theme), tr("truth")});
    paintLegend(painter, strip, legend, theme);
}

void PosteriorView::paintPanel(QPainter &painter, const CornerLayout &layout, std::size_t column,
                               std::size_t row, const Theme &theme) const {
    AxisPanel panel = layout.panel(column, row);
    const bool diagonal = column == row, alone = layout.parameters() <= 2;
    const auto &names = desk().simulator().parameters();
    const auto estimate = desk().estimate(), behind = ghost();
    const std::vector<double> &truth = desk().observed().truth;

    if (diagonal) {
        double top = 0;
        for (const auto &shape : {estimate, behind})
            if (shape)
                top = std::max(top, highest(shape->curves[row]));
        panel.y = {0, 1.08 * top};
    }
    PanelTitles titles;
    if (alone || row + 1 == layout.parameters())
        titles.x = symbolText(names[column]);
    if (alone || column == 0)
        titles.y = diagonal ? (alone ? tr("Density") : symbolText(names[row])) : symbolText(names[row]);
    titles.yTicks = !diagonal;
    titles.xTicks = true;
    if (!layout.hasTicks())
        titles.xTicks = titles.yTicks = false;
    paintPanelFrame(painter, panel, titles, theme);

    painter.save();
    painter.setClipRect(panel.frame);
    if (diagonal) {
        if (behind)
            paintCurve(painter, panel, behind->curves[row], ghostColour(theme), true);
        if (estimate)
            paintCurve(painter, panel, estimate->curves[row], estimateColour(theme), false);
        if (!truth.empty()) {
            painter.setPen(QPen(truthColour(theme), 1.6));
            const double x = panel.pixel(truth[row], 0).x();
            painter.drawLine(QPointF(x, panel.frame.top()), QPointF(x, panel.frame.bottom()));
        }
    } else {
        if (behind)
            paintContours(painter, panel, behind->pair(column, row), ghostColour(theme), true);
        if (estimate)
            paintContours(painter, panel, estimate->pair(column, row), estimateColour(theme), false);
        if (!truth.empty())
            paintCross(painter, panel.pixel(truth[column], truth[row]), alone ? 6.5 : crossReach(panel),
                       theme);
    }
    painter.restore();
}

QString PosteriorView::hintAt(QPointF pixel) const {
    const CornerLayout layout = layoutIn(rect());
    std::size_t column = 0, row = 0;
    if (!layout.find(pixel, column, row))
        return {};
    const QPointF at = layout.panel(column, row).place(pixel);
    const auto &names = desk().simulator().parameters();
    const QString across = QStringLiteral("%1 = %2").arg(symbolText(names[column]), numberText(at.x()));
    return column == row
               ? across
               : across + QStringLiteral("   %1 = %2").arg(symbolText(names[row]), numberText(at.y()));
}

} // namespace quincunx
