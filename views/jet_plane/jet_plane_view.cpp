#include "views/jet_plane/jet_plane_view.h"

#include "views/geometry/labels.h"
#include "views/plot/plot_drawing.h"
#include "views/plot/tickers.h"

#include <algorithm>
#include <optional>

namespace quincunx {
namespace {

constexpr int legendWidth = 84; // [px]

} // namespace

View *makeJetPlaneView(Document &document, QWidget *parent) {
    return new JetPlaneView(document, parent);
}

JetPlaneView::JetPlaneView(Document &document, QWidget *parent)
    : JetPlotView(QStringLiteral("jet-plane"), document, parent) {
    setAccessibleName(tr("Jet plane"));
    setAccessibleDescription(tr("The jet's constituents around its axis"));
    plot().setSquare(true);
    plot().xAxis->setLabel(tr("Δy"));
    plot().yAxis->setLabel(tr("Δφ"));
    plot().axisRect()->setMinimumMargins({0, 0, legendWidth, 0});
    addDrawing(true, [this](QPainter &painter) { paintPlane(painter); });
    addDrawing(false, [this](QPainter &painter) { paintBranches(painter); });
    addDrawing(false, [this](QPainter &painter) { paintDiscs(painter); });
    new PlotDrawing(plot(), PlotDrawing::Place::Outside,
                    [this](QPainter &p, const Plot &) { paintLegend(p); });
}

void JetPlaneView::showJet() {
    const JetSubstructure &jet = *this->jet()->substructure;
    std::vector<int> branches;
    if (!scene().branchOfParticle.empty())
        for (int particle : jet.particles)
            branches.push_back(scene().branchOf(static_cast<std::size_t>(particle)));
    m_geometry = JetPlaneGeometry::make(jet, branches);
    plot().setHome(m_geometry.home());
}

double JetPlaneView::discRadius(const JetPlaneGeometry::Disc &disc) const {
    return JetPlaneGeometry::discRadius(disc.share, plot().frame().width());
}

JetPlotView::Target JetPlaneView::targetAt(QPointF pixel) const {
    constexpr double reach = 5; // [px] around what is smaller
    if (!plot().frame().contains(pixel))
        return {};
    for (auto disc = m_geometry.discs.rbegin(); disc != m_geometry.discs.rend(); ++disc) {
        const QPointF distance = plot().toPixel(disc->place) - pixel;
        if (std::hypot(distance.x(), distance.y()) > std::max(reach, discRadius(*disc)))
            continue;
        const int particle = jet()->substructure->particles[static_cast<std::size_t>(disc->constituent)];
        return {{disc->constituent},
                tr("%1   Δy %2   Δφ %3   %4 % of the jet")
                    .arg(describe(scene(), {.particle = particle, .jet = -1}))
                    .arg(disc->place.x(), 0, 'f', 3)
                    .arg(disc->place.y(), 0, 'f', 3)
                    .arg(100 * disc->share, 0, 'g', 3)};
    }
    return {};
}

std::vector<int> JetPlaneView::constituentsIn(const QRectF &pixels) const {
    std::vector<int> inside;
    for (const auto &disc : m_geometry.discs)
        if (pixels.contains(plot().toPixel(disc.place)))
            inside.push_back(disc.constituent);
    return inside;
}

QRectF JetPlaneView::chosenExtent() const {
    const std::vector<bool> chosen = chosenConstituents();
    QPolygonF places;
    for (const auto &disc : m_geometry.discs)
        if (chosen[static_cast<std::size_t>(disc.constituent)])
            places.push_back(disc.place);
    QRectF extent = places.boundingRect();
    return places.isEmpty() ? QRectF() : extent.adjusted(0, 0, 1e-9, 1e-9); // of one place: not null
}

// Painting

void JetPlaneView::paintPlane(QPainter &painter) const {
    const Plot &p = plot();
    const QPointF axis = p.toPixel({0, 0});
    const double radius = p.toPixel({m_geometry.radius, 0}).x() - axis.x();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(p.theme().axis, 1, Qt::DashLine));
    painter.drawEllipse(axis, radius, radius);
    painter.setPen(QPen(p.theme().axis, 1));
    painter.drawLine(axis - QPointF(5, 0), axis + QPointF(5, 0));
    painter.drawLine(axis - QPointF(0, 5), axis + QPointF(0, 5));
}

void JetPlaneView::paintBranches(QPainter &painter) const {
    constexpr double room = 9; // [px] around the places of a branch
    QPainterPathStroker pen;
    pen.setWidth(2 * room);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::RoundCap);
    for (const auto &branch : m_geometry.branches) {
        QPolygonF hull;
        for (const QPointF &place : branch.hull)
            hull.push_back(plot().toPixel(place));
        if (hull.size() == 1)
            hull.push_back(hull.front() + QPointF(0.01, 0)); // all in one place
        QPainterPath path;
        path.addPolygon(hull);
        path.closeSubpath();
        const QColor colour = constituentColour(branch.constituent, plot().theme());
        QColor inside = colour;
        inside.setAlphaF(0.10F);
        painter.setPen(QPen(colour, 1));
        painter.setBrush(inside);
        painter.drawPath(path.united(pen.createStroke(path)).simplified());
    }
}

void JetPlaneView::paintDiscs(QPainter &painter) const {
    const std::vector<bool> marked = markedConstituents();
    const Theme &theme = plot().theme();
    const QRectF frame = plot().frame();
    for (const auto &disc : m_geometry.discs) {
        const QPointF place = plot().toPixel(disc.place);
        if (!frame.contains(place))
            continue; // SVG does not clip
        QColor colour = constituentColour(disc.constituent, theme);
        const bool isMarked = marked[static_cast<std::size_t>(disc.constituent)];
        painter.setPen(isMarked ? QPen(theme.selection, 2) : QPen(theme.canvas, 0.8));
        colour.setAlphaF(0.85F);
        painter.setBrush(colour);
        painter.drawEllipse(place, discRadius(disc), discRadius(disc));
    }
}

void JetPlaneView::paintHover(QPainter &painter) {
    const int hovered = hoveredConstituent();
    for (const auto &disc : m_geometry.discs) {
        const QPointF place = plot().toPixel(disc.place);
        if (disc.constituent != hovered || !plot().frame().contains(place))
            continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme().hover, 2));
        painter.drawEllipse(place, discRadius(disc) + 3, discRadius(disc) + 3);
    }
}

/// Discs of round momenta, beside the frame.
void JetPlaneView::paintLegend(QPainter &painter) const {
    if (m_geometry.discs.empty() || !(m_geometry.sumPt > 0))
        return;
    const Theme &theme = plot().theme();
    const QRectF frame = plot().frame();
    const QFontMetricsF metrics(painter.font());
    const double left = frame.right() + 12, line = metrics.height();
    auto text = [&](QPointF middleLeft, const QString &what) {
        painter.setPen(theme.text);
        painter.drawText(QRectF(middleLeft - QPointF(0, line / 2), QSizeF(legendWidth, line)),
                         Qt::AlignLeft | Qt::AlignVCenter, what);
    };
    double top = frame.top();
    const double largest = m_geometry.discs.front().share * m_geometry.sumPt;
    double widest = 0;
    std::optional<bool> isBeside; // the first and widest label decides for all
    for (double factor : {1., 0.1, 0.01}) {
        const double pt = decadeTicks(largest / 10, largest, 9).back() * factor;
        const double radius = JetPlaneGeometry::discRadius(pt / m_geometry.sumPt, frame.width());
        widest = std::max(widest, radius);
        if (radius < 1.7 && factor < 1)
            break; // a speck: its area says nothing
        const QString label = QStringLiteral("%1 GeV").arg(pt, 0, 'g', 3);
        if (!isBeside)
            isBeside = left + 2 * widest + 5 + metrics.horizontalAdvance(label) < plot().viewport().right();
        const bool beside = *isBeside;
        const double height = beside ? std::max(2 * radius, line) : 2 * radius + line;
        const QPointF centre(left + widest, top + (beside ? height / 2 : radius));
        painter.setPen(QPen(theme.axis, 1));
        painter.setBrush(theme.raised);
        painter.drawEllipse(centre, radius, radius);
        text(beside ? centre + QPointF(widest + 5, 0) : QPointF(left, top + 2 * radius + line / 2), label);
        top += height + 3;
    }
    painter.setPen(QPen(theme.axis, 1, Qt::DashLine));
    top += line / 2 + 4;
    painter.drawLine(QPointF(left, top), QPointF(left + 18, top));
    text({left + 23, top}, tr("R = %1").arg(m_geometry.radius, 0, 'g', 3));
}

} // namespace quincunx
