#include "views/lego/lego_drawing.h"

#include "views/geometry/chosen_particles.h"
#include "views/geometry/jet_cone.h"
#include "views/lego/lego_floor.h"
#include "views/style/colours.h"
#include "views/vtk/tower_layers.h"

#include <algorithm>

namespace quincunx {
namespace {

using std::numbers::pi;

// Layers of the floor, apart enough for the depth buffer and too little for the eye.
constexpr double areaLevel = 0.006, lineLevel = 0.012;

class LegoDrawer {
public:
    LegoDrawer(const LegoGrid &grid, const LegoScale &scale, const Scene &scene, const Session &session,
               const Theme &theme, double risen)
        : m_grid(grid)
        , m_scale(scale)
        , m_scene(scene)
        , m_session(session)
        , m_theme(theme)
        , m_risen(risen)
        , m_chosen(chosenParticles(scene, session.selection)) {}

    Drawing drawing() {
        Drawing drawing;
        drawing.background = m_theme.canvas;
        drawFloor(drawing);
        drawJets(drawing);
        if (m_session.display.hits && m_risen > 0)
            drawTowers(drawing);
        return drawing;
    }

private:
    void drawFloor(Drawing &drawing) const {
        Layer area, lines, frame;
        const double x = m_grid.etaRange;
        area.mesh.addQuad(
            std::array{Vector3{-x, -pi, 0}, Vector3{x, -pi, 0}, Vector3{x, pi, 0}, Vector3{-x, pi, 0}},
            mixed(m_theme.canvas, m_theme.grid, 0.45));
        const QColor grid = mixed(m_theme.grid, m_theme.axis, 0.12);
        for (double eta : etaTicks(x))
            lines.mesh.addLine({eta, -pi, lineLevel / 2}, {eta, pi, lineLevel / 2}, grid);
        for (double phi : phiTicks)
            lines.mesh.addLine({-x, phi * pi, lineLevel / 2}, {x, phi * pi, lineLevel / 2}, grid);
        const QColor edge = mixed(m_theme.canvas, m_theme.axis, 0.7);
        frame.mesh.addLine(std::array{Vector3{-x, -pi, 0}, Vector3{x, -pi, 0}, Vector3{x, pi, 0},
                                      Vector3{-x, pi, 0}, Vector3{-x, -pi, 0}},
                           edge);
        drawing.layers.push_back(std::move(area));
        drawing.layers.push_back(std::move(lines));
        drawing.layers.push_back(std::move(frame));
    }

    void drawJets(Drawing &drawing) const {
        using Shape = DisplaySettings::JetShape;
        if (m_session.display.jetShape == Shape::Hidden)
            return;
        Layer areas, circles, chosen;
        circles.lineWidth = 1.5;
        chosen.lineWidth = 2.6;
        const auto &jets = m_scene.clustering->jets;
        const double radius = drawnRadius(m_scene, m_session.display), range = m_grid.etaRange;
        const double half = std::sqrt(m_scene.clustering->ghostArea) / 2;
        // The softest first: the hardest lies on top.
        for (std::size_t j = jets.size(); j-- > 0;) {
            const Jet &jet = jets[j];
            const bool isChosen = std::ranges::binary_search(m_session.selection.jets, static_cast<int>(j));
            const double weight = jetWeight(m_scene, jet.momentum.pt());
            const double strength = (m_session.selection.empty() || isChosen ? 1 : 0.4) * m_risen;
            const QColor colour = jetColour(m_theme, static_cast<int>(j));
            const double level =
                areaLevel * (1 - 0.5 * static_cast<double>(j) / static_cast<double>(jets.size()));
            if (m_session.display.jetShape == Shape::Catchment) {
                for (const auto &[y, phi] : jet.catchment)
                    for (const auto &square : floorSquare(y, phi, half, range, level))
                        areas.mesh.addQuad(square, mixed(m_theme.canvas, colour, 0.34 * strength));
                continue;
            }
            const double y = jet.momentum.rapidity(), phi = jet.momentum.phi();
            if (weight > 0.3 || isChosen)
                for (const auto &strip : floorDisc(y, phi, radius, range, level))
                    areas.mesh.addQuad(
                        strip, mixed(m_theme.canvas, colour, (m_theme.dark ? 0.26 : 0.18) * strength));
            const QColor line =
                isChosen ? m_theme.selection : mixed(m_theme.canvas, colour, (0.3 + 0.7 * weight) * strength);
            for (const auto &piece : floorCircle(y, phi, radius, range, lineLevel))
                (isChosen ? chosen : circles).mesh.addLine(piece, line);
        }
        drawing.layers.push_back(std::move(areas));
        drawing.layers.push_back(std::move(circles));
        drawing.layers.push_back(std::move(chosen));
    }

    void drawTowers(Drawing &drawing) const {
        TowerLayers layers(m_grid.cells.size());
        for (const LegoCell &cell : m_grid.cells) {
            const double height = m_scale.height(cell.et) * m_risen;
            for (const LegoSegment &segment : cell.segments) {
                const bool isChosen = std::ranges::any_of(
                    segment.particles, [&](int i) { return m_chosen[static_cast<std::size_t>(i)]; });
                QColor colour =
                    particleColour(m_theme, m_scene, m_session.display.colour, segment.particles.front());
                // A chosen jet has its circle; edges on each of its thin towers would hide their colour.
                const bool outlined = isChosen && m_session.selection.jets.empty();
                if (!m_session.selection.empty() && !isChosen)
                    colour = mixed(m_theme.canvas, colour, 0.45);
                else if (colour == m_theme.unclustered)
                    colour = mixed(m_theme.canvas, colour, 0.6);
                layers.add(cellCorners(m_grid, cell, height * segment.bottom),
                           cellCorners(m_grid, cell, height * segment.top), colour,
                           outlined ? m_theme.selection : QColor());
            }
        }
        layers.moveInto(drawing);
    }

    const LegoGrid &m_grid;
    const LegoScale &m_scale;
    const Scene &m_scene;
    const Session &m_session;
    const Theme &m_theme;
    double m_risen;
    std::vector<bool> m_chosen;
};

} // namespace

std::array<Vector3, 4> cellCorners(const LegoGrid &grid, const LegoCell &cell, double z) {
    constexpr double gap = 0.004;
    const double eta = grid.etaOf(cell.column) + gap, phi = LegoGrid::phiOf(cell.row) + gap;
    const double eta2 = eta + LegoGrid::etaWidth - 2 * gap, phi2 = LegoGrid::phiOf(cell.row + 1) - gap;
    return {{{eta, phi, z}, {eta2, phi, z}, {eta2, phi2, z}, {eta, phi2, z}}};
}

Drawing drawLego(const LegoGrid &grid, const LegoScale &scale, const Scene &scene, const Session &session,
                 const Theme &theme, double risen) {
    return LegoDrawer(grid, scale, scene, session, theme, risen).drawing();
}

std::vector<double> etaTicks(double etaRange) {
    const double step = etaRange > 6 ? 2 : 1;
    std::vector<double> ticks;
    for (double eta = -step * std::floor(etaRange / step); eta <= etaRange; eta += step)
        ticks.push_back(eta);
    return ticks;
}

} // namespace quincunx
