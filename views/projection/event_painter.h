#pragma once

#include "views/projection/geometry.h"
#include "views/projection/plane_mapping.h"
#include "views/style/theme.h"

class QPainter;

namespace quincunx {

class LineRaster;

/// Paints a ProjectedGeometry through a PlaneMapping. Knows no widget: the same code draws the view, the
/// picture and the figure for a paper.
class EventPainter {
public:
    EventPainter(const Scene &scene, const Session &session, const ProjectedGeometry &geometry,
                 const PlaneMapping &mapping, const Theme &theme);

    /// Detector, jets, particles, muons, missing momentum; labels apart.
    /// \param phase of the playback, see Document::playback().
    /// \param raster writes to what `painter` paints on, and is faster; without it everything is painted
    /// with `painter`, as vectors where that is what it makes.
    /// \param rough without smooth edges, for a moment.
    void paint(QPainter &painter, double phase = 1, LineRaster *raster = nullptr, bool rough = false) const;
    /// What the mouse is over, on top of everything.
    void paintHover(QPainter &painter, const Hover &hover) const;

    /// With very many objects, edges are no longer told apart.
    bool isSmooth() const { return m_geometry.objects.size() < 20000; }

private:
    struct Strokes;

    void paintDetector(QPainter &painter) const;
    void paintJets(QPainter &painter, double opacity, LineRaster *raster) const;
    void paintChambers(QPainter &painter) const;
    void paintTowers(QPainter &painter, double rise) const;
    void paintWays(QPainter &painter, double grown, LineRaster *raster) const;
    void paintMuons(QPainter &painter, double grown) const;
    void paintVertexDots(QPainter &painter) const;
    void paintMissing(QPainter &painter) const;
    void paintProtons(QPainter &painter, double phase) const;
    void paintHovered(QPainter &painter, int particle) const;

    QPolygonF toPixels(const QPolygonF &metres) const;
    QPolygonF way(const ProjectedObject &object, double grown) const;
    QPolygonF bar(const ProjectedObject &object, double rise) const;
    QColor colourOf(int particle) const;
    bool isChosen(int particle) const { return m_chosen[static_cast<std::size_t>(particle)]; }

    const Scene &m_scene;
    const Session &m_session;
    const ProjectedGeometry &m_geometry;
    PlaneMapping m_mapping;
    const Theme &m_theme;
    std::vector<bool> m_chosen;
    bool m_anyChosen;
    bool m_isOutlined; // each of what is chosen; a crowd stands out by the others' being dim
};

} // namespace quincunx
