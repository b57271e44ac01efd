#include "views/lund/lund_view.h"

#include "views/lund/lund_paint.h"
#include "views/plot/plot.h"
#include "views/plot/tickers.h"

#include <algorithm>

namespace quincunx {

View *makeLundView(Document &document, QWidget *parent) {
    return new LundView(document, parent);
}

LundView::LundView(Document &document, QWidget *parent)
    : JetPlotView(QStringLiteral("lund"), document, parent) {
    setAccessibleName(tr("Lund plane"));
    setAccessibleDescription(tr("The splittings of the jet by angle and transverse momentum"));
    Plot &p = plot();
    p.xAxis->setLabel(tr("ln(1/Δ)"));
    p.yAxis->setLabel(tr("ln(kT/GeV)"));
    p.xAxis2->setLabel(tr("Δ"));
    p.yAxis2->setLabel(tr("kT [GeV]"));
    p.xAxis2->setTicker(QSharedPointer<QCPAxisTicker>(new ExponentialTicker(-1)));
    p.yAxis2->setTicker(QSharedPointer<QCPAxisTicker>(new ExponentialTicker(1)));
    for (QCPAxis *axis : {p.xAxis2, p.yAxis2})
        axis->setTickLabels(true);
    addDrawing(true, [this](QPainter &painter) { paintLines(painter); });
    addDrawing(false, [this](QPainter &painter) { paintPoints(painter); });
    addDrawing(false, [this](QPainter &painter) { paintLegend(painter); });
}

void LundView::refresh(Changes changes) {
    if (changes & HoverChange && session().jetDisplay.lund == JetDisplay::Lund::Secondary)
        changes |= JetChange; // what the mouse is over opens
    JetPlotView::refresh(changes);
}

void LundView::showJet() {
    const JetSubstructure &jet = *this->jet()->substructure;
    const std::vector<bool> chosen = chosenConstituents();
    const int hovered = hoveredConstituent();
    const bool secondary = session().jetDisplay.lund == JetDisplay::Lund::Secondary;
    m_geometry = LundGeometry::make(jet.lund, [&](const std::vector<int> &leaves) {
        return secondary && (std::ranges::find(leaves, hovered) != leaves.end() ||
                             std::ranges::all_of(
                                 leaves, [&](int leaf) { return chosen[static_cast<std::size_t>(leaf)]; }));
    });
    // The rim is that of the primary plane, so that nothing moves when leaves open.
    std::vector<LundPoint> primary;
    std::ranges::copy_if(m_geometry.points, std::back_inserter(primary),
                         [](const LundPoint &point) { return point.parent < 0; });
    plot().setHome(lundRange(primary, jet.radius, jet.total.pt()));
}

QPointF LundView::pixelOf(const LundPoint &point) const {
    return plot().toPixel({point.x, point.y});
}

bool LundView::isWhole(const LundPoint &point, const std::vector<bool> &among) const {
    return std::ranges::all_of(point.constituents,
                               [&](int leaf) { return among[static_cast<std::size_t>(leaf)]; });
}

JetPlotView::Target LundView::targetAt(QPointF pixel) const {
    double nearest = 9; // [px]
    const LundPoint *found = nullptr;
    for (const LundPoint &point : m_geometry.points) {
        const QPointF way = pixelOf(point) - pixel;
        if (const double distance = std::hypot(way.x(), way.y()); distance < nearest) {
            nearest = distance;
            found = &point;
        }
    }
    if (!found || !plot().frame().contains(pixelOf(*found)))
        return {};
    const LundSplitting &s = found->splitting;
    const QString kind = found->parent < 0 ? tr("Primary splitting") : tr("Secondary splitting");
    return {found->constituents, tr("%1   Δ %2   kT %3 GeV   z %4   ψ %5   m %6 GeV   soft branch of %7")
                                     .arg(kind)
                                     .arg(s.delta, 0, 'g', 3)
                                     .arg(s.kt, 0, 'g', 3)
                                     .arg(s.z, 0, 'g', 3)
                                     .arg(s.psi, 0, 'f', 2)
                                     .arg(s.mass, 0, 'g', 4)
                                     .arg(found->constituents.size())};
}

std::vector<int> LundView::constituentsIn(const QRectF &pixels) const {
    std::vector<int> inside;
    for (const LundPoint &point : m_geometry.points)
        if (pixels.contains(pixelOf(point)))
            inside.insert(inside.end(), point.constituents.begin(), point.constituents.end());
    std::ranges::sort(inside);
    const auto repeated = std::ranges::unique(inside);
    inside.erase(repeated.begin(), repeated.end());
    return inside;
}

QRectF LundView::chosenExtent() const {
    const std::vector<bool> chosen = chosenConstituents();
    QPolygonF places;
    for (const LundPoint &point : m_geometry.points)
        if (isWhole(point, chosen))
            places.push_back({point.x, point.y});
    return places.isEmpty() ? QRectF() : places.boundingRect().adjusted(0, 0, 1e-9, 1e-9);
}

// Painting

void LundView::paintLines(QPainter &painter) const {
    const JetSubstructure &jet = *this->jet()->substructure;
    paintLundRegions(painter, plot(), jet.radius, jet.total.pt());
}

void LundView::paintPoints(QPainter &painter) const {
    const std::vector<bool> marked = markedConstituents();
    const Theme &theme = plot().theme();
    const QRectF frame = plot().frame();
    painter.setPen(QPen(theme.muted, 1));
    for (const LundPoint &point : m_geometry.points)
        if (point.parent >= 0) {
            const QPointF from = pixelOf(m_geometry.points[static_cast<std::size_t>(point.parent)]);
            if (frame.contains(from) && frame.contains(pixelOf(point)))
                painter.drawLine(from, pixelOf(point));
        }
    for (const LundPoint &point : m_geometry.points) {
        if (!frame.contains(pixelOf(point)))
            continue; // SVG does not clip
        const QColor colour = showsBranches() ? constituentColour(point.constituents.front(), theme)
                                              : lundColour(point.splitting.z);
        painter.setPen(isWhole(point, marked) ? QPen(theme.selection, 2) : QPen(theme.axis, 0.8));
        painter.setBrush(colour);
        paintLundMark(painter, pixelOf(point), point.parent < 0, 5);
    }
}

void LundView::paintHover(QPainter &painter) {
    const int constituent = hoveredConstituent();
    const int k = constituent < 0 ? -1 : m_geometry.pointOfConstituent[static_cast<std::size_t>(constituent)];
    if (k < 0)
        return;
    const LundPoint &point = m_geometry.points[static_cast<std::size_t>(k)];
    if (!plot().frame().contains(pixelOf(point)))
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().hover, 2));
    paintLundMark(painter, pixelOf(point), point.parent < 0, 8.5);
}

void LundView::paintLegend(QPainter &painter) const {
    const bool secondary = std::ranges::any_of(m_geometry.points, [](auto &p) { return p.parent >= 0; });
    paintLundLegend(painter, plot(), {showsBranches(), secondary, m_geometry.outside});
}

} // namespace quincunx
