#include "views/posterior/posterior_view.h"

#include "views/geometry/axis_scale.h"
#include "views/geometry/labels.h"
#include "views/style/colours.h"

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
                   CurveStyle style) {
    constexpr std::array<double, contourMasses.size()> ofEstimate = {0.5, 0.26}, ofGhost = {0.22, 0.14};
    for (std::size_t k = contourMasses.size(); k-- > 0;) {
        const QPainterPath path = pathOf(pair.rings[k], panel);
        if (style != CurveStyle::Rival)
            painter.fillPath(path, faded(colour, style == CurveStyle::Estimate ? ofEstimate[k] : ofGhost[k]));
        painter.setPen(style == CurveStyle::Ghost   ? QPen(colour, 0.9)
                       : style == CurveStyle::Rival ? QPen(colour, 1.7, Qt::DashLine)
                                                    : QPen(colour, 1.3));
        painter.drawPath(path);
    }
}

/// Where a density is higher than another, in the colour of an estimate, and where lower: the deepest colour
/// is the largest difference in the panel.
void paintDifference(QPainter &painter, const AxisPanel &panel, const DensityGrid &one,
                     const DensityGrid &other, const Theme &theme) {
    constexpr int cell = 2; // [pixels]
    const QSize cells((panel.frame.size() / cell).toSize().expandedTo({1, 1}));
    Eigen::MatrixXd differences(cells.height(), cells.width());
    for (int row = 0; row < cells.height(); ++row)
        for (int column = 0; column < cells.width(); ++column) {
            const QPointF at = panel.place(panel.frame.topLeft() +
                                           QPointF((column + 0.5) * panel.frame.width() / cells.width(),
                                                   (row + 0.5) * panel.frame.height() / cells.height()));
            differences(row, column) = one.at(at.x(), at.y()) - other.at(at.x(), at.y());
        }
    const double largest = std::max(differences.cwiseAbs().maxCoeff(), 1e-300);
    QImage image(cells, QImage::Format_RGB32);
    for (int row = 0; row < cells.height(); ++row)
        for (int column = 0; column < cells.width(); ++column)
            image.setPixel(column, row, divergingColour(-differences(row, column) / largest, theme).rgb());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(panel.frame, image);
}

double crossReach(const AxisPanel &panel) {
    return std::clamp(0.07 * std::min(panel.frame.width(), panel.frame.height()), 2.6, 6.5);
}

double highest(const DensityCurve &curve) {
    return std::ranges::max(curve.density);
}

QString contrastText(const QString &what, std::optional<double> contrast) {
    return QStringLiteral("%1 %2").arg(what).arg(*contrast, 0, 'f', 2);
}

QString titleOf(const EstimatorKind &kind) {
    return QString::fromStdString(kind.title);
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

bool PosteriorView::showsDifference() const {
    return display().difference && desk().estimate() && desk().rivalEstimate() &&
           desk().simulator().prior().size() > 1;
}

QString PosteriorView::emptyMessage() const {
    if (desk().estimate() || desk().rivalEstimate() || desk().ghost())
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
            for (const auto &shape : {desk().estimate(), desk().rivalEstimate(), desk().shownGhost()})
                if (shape)
                    extent = {std::min(extent.low, shape->curves[k].x.low),
                              std::max(extent.high, shape->curves[k].x.high)};
        }
        extents.push_back(extent);
    }
    const double line = QFontMetricsF(smallFont()).height();
    return CornerLayout(area.adjusted(0, line + 10 + static_cast<double>(notes().size()) * (line + 3), 0, 0),
                        line, std::move(extents));
}

/// Lines below the legend.
std::vector<PosteriorView::Note> PosteriorView::notes() const {
    std::vector<Note> all;
    if (const PosteriorContrast &contrast = desk().contrast(); contrast.between) {
        const QString one = shortTitle(desk().estimator().name), other = shortTitle(desk().rival()->name);
        QStringList parts{contrastText(tr("%1 – %2").arg(one, other), contrast.between)};
        if (contrast.estimateFromTruth)
            parts << contrastText(tr("%1 – truth").arg(one), contrast.estimateFromTruth);
        if (contrast.rivalFromTruth)
            parts << contrastText(tr("%1 – truth").arg(other), contrast.rivalFromTruth);
        all.push_back({tr("C2ST:  %1  (0.5: alike)").arg(parts.join(QStringLiteral(",  "))), false});
    } else if (desk().estimate() && desk().rivalEstimate()) {
        all.push_back({tr("C2ST: comparing …"), false}); // its place, so that nothing jumps
    }
    if (const QString warning = desk().misfitMessage(); !warning.isEmpty())
        all.push_back({QStringLiteral("⚠ ") + warning, true});
    return all;
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
    double top = area.top() + line + 8;
    for (const Note &note : notes()) {
        const QRectF strip(area.left() + panelLeft, top, area.width() - panelLeft - 8, line + 3);
        painter.setPen(note.isWarning ? theme.error : theme.text);
        painter.drawText(strip, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(painter.font()).elidedText(note.text, Qt::ElideRight, strip.width()));
        top += line + 3;
    }
}

/// What the colours mean, or why there is no estimate.
void PosteriorView::paintTop(QPainter &painter, const QRectF &strip, const Theme &theme) const {
    using Kind = LegendEntry::Kind;
    const QColor colour = estimateColour(theme);
    std::vector<LegendEntry> legend;
    if (showsDifference()) {
        legend = {{Kind::Patch, divergingColour(-0.7, theme),
                   tr("more by %1").arg(shortTitle(desk().estimator().name))},
                  {Kind::Patch, divergingColour(0.7, theme),
                   tr("more by %1").arg(shortTitle(desk().rival()->name))}};
    } else if (desk().rival() && (desk().estimate() || desk().rivalEstimate())) {
        if (desk().estimate())
            legend.push_back({Kind::Patch, faded(colour, 0.63), titleOf(desk().estimator())});
        if (desk().rivalEstimate())
            legend.push_back({Kind::Dashes, rivalColour(theme), titleOf(*desk().rival())});
    } else if (desk().estimate())
        legend = {{Kind::Patch, faded(colour, 0.63), tr("68 %")},
                  {Kind::Patch, faded(colour, 0.26), tr("95 % of the probability")}};
    else
        legend = {{Kind::Text, theme.text, desk().message()}};
    if (desk().shownGhost() && !showsDifference())
        legend.push_back({Kind::Line, ghostColour(theme), tr("true posterior")});
    if (!desk().observed().truth.empty())
        legend.push_back({Kind::Cross, truthColour(theme), tr("truth")});
    if (desk().rivalEstimate() && !showsDifference())
        legend.push_back({Kind::Text, theme.text, tr("contours hold 68 % and 95 %")});
    paintLegend(painter, strip, legend, theme);
}

void PosteriorView::paintPanel(QPainter &painter, const CornerLayout &layout, std::size_t column,
                               std::size_t row, const Theme &theme) const {
    AxisPanel panel = layout.panel(column, row);
    const bool diagonal = column == row, alone = layout.parameters() <= 2;
    const auto &names = desk().simulator().parameters();
    const auto estimate = desk().estimate(), rival = desk().rivalEstimate(), behind = desk().shownGhost();
    const std::vector<double> &truth = desk().observed().truth;

    if (diagonal) {
        double top = 0;
        for (const auto &shape : {estimate, rival, behind})
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
    titles.hasNeighbours = !alone;
    if (!layout.hasTicks())
        titles.xTicks = titles.yTicks = false;
    paintPanelFrame(painter, panel, titles, theme);

    painter.save();
    painter.setClipRect(panel.frame);
    if (diagonal) {
        if (behind)
            paintCurve(painter, panel, behind->curves[row], ghostColour(theme), CurveStyle::Ghost);
        if (estimate)
            paintCurve(painter, panel, estimate->curves[row], estimateColour(theme), CurveStyle::Estimate);
        if (rival)
            paintCurve(painter, panel, rival->curves[row], rivalColour(theme), CurveStyle::Rival);
        if (!truth.empty()) {
            painter.setPen(QPen(truthColour(theme), 1.6));
            const double x = panel.pixel(truth[row], 0).x();
            painter.drawLine(QPointF(x, panel.frame.top()), QPointF(x, panel.frame.bottom()));
        }
    } else {
        if (showsDifference())
            paintDifference(painter, panel, estimate->pair(column, row).grid, rival->pair(column, row).grid,
                            theme);
        else if (behind)
            paintContours(painter, panel, behind->pair(column, row), ghostColour(theme), CurveStyle::Ghost);
        if (estimate && !showsDifference())
            paintContours(painter, panel, estimate->pair(column, row), estimateColour(theme),
                          CurveStyle::Estimate);
        if (rival && !showsDifference())
            paintContours(painter, panel, rival->pair(column, row), rivalColour(theme), CurveStyle::Rival);
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
