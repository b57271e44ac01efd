#include "views/projection/event_painter.h"

#include "views/geometry/chosen_particles.h"
#include "views/geometry/labels.h"
#include "views/projection/line_raster.h"
#include "views/style/colours.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace quincunx {
namespace {

constexpr double dimmed = 0.28; // opacity of what is not chosen while something is

QColor withOpacity(QColor colour, double opacity) {
    colour.setAlphaF(static_cast<float>(colour.alphaF() * std::clamp(opacity, 0.0, 1.0)));
    return colour;
}

} // namespace

/// Lines of one pen, drawn in one call: QPainter is several times faster at that.
struct EventPainter::Strokes {
    QPainter &painter;
    LineRaster *raster;
    QPen pen{};
    QList<QLineF> lines = {};

    void use(const QColor &colour, double width) {
        if (colour == pen.color() && width == pen.widthF())
            return;
        flush();
        pen = QPen(colour, width, Qt::SolidLine, Qt::FlatCap);
    }
    void add(const QPolygonF &way) {
        for (qsizetype k = 1; k < way.size(); ++k)
            lines.append(QLineF(way[k - 1], way[k]));
    }
    void flush() {
        if (lines.isEmpty())
            return;
        if (raster) {
            for (const QLineF &line : lines)
                raster->draw(line, pen.color(), pen.widthF());
        } else {
            painter.setPen(pen);
            painter.drawLines(lines);
        }
        lines.clear();
    }
};

EventPainter::EventPainter(const Scene &scene, const Session &session, const ProjectedGeometry &geometry,
                           const PlaneMapping &mapping, const Theme &theme)
    : m_scene(scene)
    , m_session(session)
    , m_geometry(geometry)
    , m_mapping(mapping)
    , m_theme(theme)
    , m_chosen(chosenParticles(scene, session.selection))
    , m_anyChosen(!session.selection.empty())
    , m_isOutlined(session.selection.particles.size() <= 12) {}

void EventPainter::paint(QPainter &painter, double phase, LineRaster *raster, bool rough) const {
    // The order of the collision: protons meet, particles fly, energy is left behind, jets are found.
    auto part = [&](double begin, double end) {
        return phase >= 1 ? 1 : std::clamp((phase - begin) / (end - begin), 0.0, 1.0);
    };
    const double flown = part(0, 0.6), rise = part(0.5, 0.9), found = part(0.75, 1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, isSmooth() && !rough);
    if (m_session.display.detector)
        paintDetector(painter);
    paintJets(painter, found, raster);
    if (phase >= 1)
        paintChambers(painter);
    paintWays(painter, flown, raster);
    paintTowers(painter, rise);
    paintMuons(painter, flown);
    if (phase >= 0)
        paintVertexDots(painter);
    if (found > 0)
        paintMissing(painter);
    if (phase < 0)
        paintProtons(painter, phase);
    painter.restore();
}

QPolygonF EventPainter::toPixels(const QPolygonF &metres) const {
    QPolygonF pixels;
    pixels.reserve(metres.size());
    for (QPointF place : metres)
        pixels << m_mapping.toPixel(place);
    return pixels;
}

QPolygonF EventPainter::way(const ProjectedObject &object, double grown) const {
    QPolygonF line;
    const double last = grown * (object.count - 1);
    for (std::uint32_t k = 0; k < object.count; ++k) {
        const QPointF place = m_geometry.points[object.first + k];
        if (k > last) { // partly along this piece
            const QPointF before = m_geometry.points[object.first + k - 1];
            line << m_mapping.toPixel(before + (place - before) * (last - (k - 1)));
            break;
        }
        line << m_mapping.toPixel(place);
    }
    return line;
}

QPolygonF EventPainter::bar(const ProjectedObject &object, double rise) const {
    const QPointF base = m_mapping.toPixel(object.base);
    const QPointF tip = m_mapping.toPixel(object.base + (object.tip - object.base) * rise);
    const QPointF along = m_mapping.toPixel(object.tip) - base;
    const double length = std::hypot(along.x(), along.y());
    if (!(length > 0.5)) // of a pixel
        return {};
    const double half = std::max(m_mapping.length(object.halfWidth), 0.7);
    const QPointF across = QPointF(-along.y(), along.x()) * (half / length);
    return QPolygonF({base - across, tip - across, tip + across, base + across});
}

QColor EventPainter::colourOf(int particle) const {
    return particleColour(m_theme, m_scene, m_session.display.colour, particle);
}

void EventPainter::paintDetector(QPainter &painter) const {
    painter.setPen(QPen(m_theme.detector, 1));
    QColor tint = m_theme.detector;
    tint.setAlphaF(m_theme.dark ? 0.14f : 0.10f);
    painter.setBrush(tint);
    const DetectorOutline outline = detectorOutline(m_geometry.projection);
    if (outline.circles.size() == 2) { // the calorimeters as a ring
        QPainterPath ring;
        for (double radius : outline.circles)
            ring.addEllipse(m_mapping.toPixel({0, 0}), m_mapping.length(radius), m_mapping.length(radius));
        painter.drawPath(ring);
    }
    for (qsizetype k = 0; k < static_cast<qsizetype>(outline.polygons.size()); ++k) {
        painter.setBrush(k == 0 ? QBrush() : QBrush(tint)); // the first is the empty space inside
        painter.drawPolygon(toPixels(outline.polygons[static_cast<std::size_t>(k)]));
    }
}

void EventPainter::paintJets(QPainter &painter, double opacity, LineRaster *raster) const {
    Strokes strokes{painter, raster};
    if (opacity > 0) {
        for (auto jet = m_geometry.jets.rbegin(); jet != m_geometry.jets.rend(); ++jet) {
            const bool chosen = std::ranges::binary_search(m_session.selection.jets, jet->jet);
            const double faint = opacity * (m_anyChosen && !chosen ? 0.5 : 1);
            const QColor colour = jetColour(m_theme, jet->jet);
            painter.setBrush(withOpacity(colour, faint * (0.07 + 0.17 * jet->weight)));
            strokes.use(chosen ? m_theme.selection : withOpacity(colour, faint * (0.25 + 0.45 * jet->weight)),
                        chosen ? 1.6 : 1);
            painter.setPen(Qt::NoPen);
            for (const QPolygonF &metres : jet->outlines) {
                const QPolygonF outline = toPixels(metres);
                painter.drawPolygon(outline);
                strokes.add(outline);
                strokes.add(QPolygonF({outline.last(), outline.first()}));
            }
            strokes.flush();
        }
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.muted, 1, Qt::DashLine));
    for (const QPolygonF &outline : m_geometry.fileJets)
        painter.drawPolygon(toPixels(outline));
}

void EventPainter::paintChambers(QPainter &painter) const {
    painter.setPen(QPen(withOpacity(m_theme.muon, 0.7), 1));
    painter.setBrush(withOpacity(m_theme.muon, 0.12));
    for (const QPolygonF &chamber : m_geometry.muonChambers)
        painter.drawPolygon(toPixels(chamber));
}

void EventPainter::paintWays(QPainter &painter, double grown, LineRaster *raster) const {
    if (grown <= 0)
        return;
    const auto count = static_cast<double>(m_geometry.objects.size());
    const bool many = count > 150;
    const double crowd = std::max(0.3, std::min(1.0, std::sqrt(800 / std::max(count, 1.0))));
    Strokes strokes{painter, raster};
    for (const bool chosenPass : {false, true}) {
        for (std::size_t k = 0; k < m_geometry.objects.size(); ++k) {
            const ProjectedObject &object = m_geometry.objects[k];
            if (object.count == 0 || isChosen(object.particle) != chosenPass)
                continue;
            const QPolygonF line = way(object, grown);
            if (chosenPass) {
                if (m_isOutlined) {
                    strokes.use(withOpacity(m_theme.selection, 0.55), 3.2);
                    strokes.add(line);
                    strokes.flush();
                }
                strokes.use(colourOf(object.particle), 1.8);
                strokes.add(line);
                strokes.flush();
                continue;
            }
            // A crowd of soft particles is a texture; the hard ones are the lines.
            const double pt = m_scene.pt[static_cast<std::size_t>(object.particle)];
            const double weight = !many ? 1 : pt < 0.5 ? 0.4 * crowd : pt < 2 ? 0.65 * crowd : 1;
            const bool hard = k + 40 >= m_geometry.objects.size() && pt > 2;
            strokes.use(withOpacity(colourOf(object.particle), weight * (m_anyChosen ? dimmed : 1)),
                        hard ? 1.6 : 1);
            strokes.add(line);
        }
        strokes.flush();
    }
}

void EventPainter::paintTowers(QPainter &painter, double rise) const {
    if (rise <= 0)
        return;
    for (const bool chosenPass : {false, true}) {
        painter.setPen(Qt::NoPen);
        // The tallest first: a shorter bar at the same place stays in sight.
        for (auto object = m_geometry.objects.rbegin(); object != m_geometry.objects.rend(); ++object) {
            if (!object->hasTower || isChosen(object->particle) != chosenPass)
                continue;
            if (chosenPass && m_isOutlined)
                painter.setPen(QPen(m_theme.selection, 1));
            painter.setBrush(
                withOpacity(colourOf(object->particle), !chosenPass && m_anyChosen ? dimmed : 1));
            const QPolygonF shape = bar(*object, rise);
            if (shape.size() == 4)
                painter.drawConvexPolygon(shape);
        }
    }
}

void EventPainter::paintMuons(QPainter &painter, double grown) const {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.muon, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const QPolygonF &muon : m_geometry.muons) {
        const auto points = std::max<qsizetype>(2, static_cast<qsizetype>(std::ceil(grown * muon.size())));
        if (grown > 0)
            painter.drawPolyline(toPixels(muon.first(std::min(points, muon.size()))));
    }
}

void EventPainter::paintVertexDots(QPainter &painter) const {
    std::vector<QPointF> pixels;
    for (const QPointF &vertex : m_geometry.vertices)
        pixels.push_back(m_mapping.toPixel(vertex));
    paintVertices(painter, pixels, m_theme.text, m_theme.canvas);
}

void EventPainter::paintMissing(QPainter &painter) const {
    if (!m_geometry.missing)
        return;
    const QPointF from = m_mapping.toPixel({0, 0}), tip = m_mapping.toPixel(*m_geometry.missing);
    painter.setPen(QPen(m_theme.missing, 2, Qt::CustomDashLine));
    QPen dashes(m_theme.missing, 2);
    dashes.setDashPattern({4, 3});
    painter.setPen(dashes);
    painter.drawLine(from, tip);
    const QLineF line(tip, from);
    QPolygonF head{tip};
    for (double turn : {-22., 22.}) {
        QLineF edge = line;
        edge.setLength(9);
        edge.setAngle(line.angle() + turn);
        head << edge.p2();
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.missing);
    painter.drawPolygon(head);
}

void EventPainter::paintProtons(QPainter &painter, double phase) const {
    const double away = std::min(-phase, 1.0) * m_geometry.extent.right();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.text);
    const bool along = m_geometry.projection == Projection::Transverse;
    for (double z : {-away, away})
        painter.drawEllipse(m_mapping.toPixel({along ? 0 : z, 0}), 4, 4);
}

void EventPainter::paintHover(QPainter &painter, const Hover &hover) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (hover.jet >= 0 && hover.jet < static_cast<int>(m_geometry.jets.size())) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.hover, 2));
        for (const QPolygonF &outline : m_geometry.jets[static_cast<std::size_t>(hover.jet)].outlines)
            painter.drawPolygon(toPixels(outline));
    }
    paintHovered(painter, hover.particle);
    for (int particle : hover.particles)
        paintHovered(painter, particle);
    painter.restore();
}

void EventPainter::paintHovered(QPainter &painter, int particle) const {
    const auto object = std::ranges::find(m_geometry.objects, particle, &ProjectedObject::particle);
    if (particle < 0 || particle >= static_cast<int>(m_chosen.size()) || object == m_geometry.objects.end())
        return;
    const QColor colour = colourOf(particle);
    if (object->count > 0) {
        const QPolygonF line = way(*object, 1);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.hover, 4.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(line);
        painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(line);
    }
    if (object->hasTower) {
        painter.setPen(QPen(m_theme.hover, 1.6));
        painter.setBrush(colour);
        painter.drawPolygon(bar(*object, 1));
    }
}

} // namespace quincunx
