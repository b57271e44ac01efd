#include "views/three_d/event_drawing.h"

#include "views/geometry/chosen_particles.h"
#include "views/geometry/detector.h"
#include "views/style/colours.h"
#include "views/three_d/detector_outline.h"
#include "views/three_d/extras.h"
#include "views/vtk/tower_layers.h"

#include <algorithm>

namespace quincunx {
namespace {

constexpr double flight = 3.4; // [m] to the farthest corner of the calorimeter
constexpr double rise = 1.2;   // [m] of flight during which a tower rises

std::vector<Vector3> begun(const std::vector<Vector3> &path, double travelled) {
    std::vector<Vector3> part{path.front()};
    for (std::size_t k = 1; k < path.size() && travelled > 0; ++k) {
        const double piece = length(path[k] - path[k - 1]);
        const double share = piece > 0 ? std::min(1.0, travelled / piece) : 1;
        part.push_back(path[k - 1] + (path[k] - path[k - 1]) * share);
        travelled -= piece;
    }
    return part;
}

class EventDrawer {
public:
    EventDrawer(const EventShapes &shapes, const Scene &scene, const Session &session, const Theme &theme,
                double phase)
        : m_shapes(shapes)
        , m_scene(scene)
        , m_session(session)
        , m_theme(theme)
        , m_travelled(phase >= 1 ? 1e9 : phase * (flight + rise))
        , m_shown(std::clamp((phase - 0.75) / 0.25, 0.0, 1.0))
        , m_chosen(chosenParticles(scene, session.selection)) {}

    Drawing drawing() {
        Drawing drawing;
        drawing.background = m_theme.canvas;
        const DisplaySettings &display = m_session.display;
        if (display.detector)
            drawing.layers.push_back(
                detectorOutline(m_theme.detector, m_theme.canvas, m_scene.event->hasDetector()));
        if (m_travelled > 0) {
            if (display.tracks)
                drawPaths(drawing);
            if (display.hits)
                drawTowers(drawing);
            drawExtras(drawing, m_scene, m_session, m_theme, m_travelled >= 1e9 ? 1 : m_travelled / flight);
        }
        if (m_shown > 0)
            drawJets(drawing);
        return drawing;
    }

private:
    bool isChosen(int particle) const { return m_chosen[static_cast<std::size_t>(particle)]; }

    // What is not chosen steps back while something is; soft and unclustered objects always do a little.
    QColor colourOf(int particle) const {
        const QColor colour = particleColour(m_theme, m_scene, m_session.display.colour, particle);
        if (!m_session.selection.empty() && !isChosen(particle))
            return mixed(m_theme.canvas, colour, 0.42);
        return colour;
    }
    QColor lineColourOf(int particle) const {
        const QColor colour = colourOf(particle);
        if (isChosen(particle))
            return colour;
        // From a quarter at 0.1 GeV to full at 10 GeV.
        const double strength =
            0.55 + 0.225 * std::log10(std::max(m_scene.pt[static_cast<std::size_t>(particle)], 1e-3));
        return mixed(m_theme.canvas, colour, std::clamp(strength, 0.25, 0.9));
    }

    void drawPaths(Drawing &drawing) const {
        Layer usual, soft, chosen;
        usual.lineWidth = soft.lineWidth = m_shapes.paths.size() > 3000 ? 1 : 1.3;
        soft.detail = Layer::Detail::Still;
        chosen.lineWidth = 2.6;
        const double least = ptOfHardest(1500);
        for (const PathShape &path : m_shapes.paths) {
            const bool isSoft = m_scene.pt[static_cast<std::size_t>(path.particle)] < least;
            Mesh &mesh = (isChosen(path.particle) ? chosen : isSoft ? soft : usual).mesh;
            const QColor colour = lineColourOf(path.particle);
            if (m_travelled >= path.length)
                mesh.addLine(path.points, colour);
            else
                mesh.addLine(begun(path.points, m_travelled), colour);
        }
        drawing.layers.push_back(std::move(soft));
        drawing.layers.push_back(std::move(usual));
        drawing.layers.push_back(std::move(chosen));
    }

    // p_T [GeV] of the n-th hardest path; 0 if there are not so many.
    double ptOfHardest(std::size_t n) const {
        std::vector<double> pt;
        for (const PathShape &path : m_shapes.paths)
            pt.push_back(m_scene.pt[static_cast<std::size_t>(path.particle)]);
        if (pt.size() <= n)
            return 0;
        std::ranges::nth_element(pt, pt.begin() + static_cast<std::ptrdiff_t>(n), std::greater());
        return pt[n];
    }

    void drawTowers(Drawing &drawing) const {
        TowerLayers layers(m_shapes.towers.size());
        for (const TowerShape &tower : m_shapes.towers) {
            double risen = 1;
            if (m_travelled < 1e9)
                risen = std::clamp((m_travelled - length(tower.base[0])) / rise, 0.0, 1.0);
            if (risen <= 0)
                continue;
            std::array<Vector3, 4> end;
            for (std::size_t k = 0; k < 4; ++k)
                end[k] = tower.base[k] + (tower.end[k] - tower.base[k]) * risen;
            layers.add(tower.base, end, colourOf(tower.particle),
                       isChosen(tower.particle) ? m_theme.selection : QColor());
        }
        layers.moveInto(drawing);
    }

    void drawJets(Drawing &drawing) const {
        using Shape = DisplaySettings::JetShape;
        if (m_session.display.jetShape == Shape::Hidden)
            return;
        Layer surfaces, rims, softRims, chosen;
        softRims.detail = Layer::Detail::Still;
        surfaces.translucent = true;
        rims.lineWidth = 1.5;
        chosen.lineWidth = 2.4;
        const bool catchments = m_session.display.jetShape == Shape::Catchment;
        surfaces.detail = catchments ? Layer::Detail::Always : Layer::Detail::Still;
        for (const JetShape &jet : m_shapes.jets) {
            const bool isSelected = std::ranges::binary_search(m_session.selection.jets, jet.jet);
            const double strength = m_session.selection.empty() || isSelected ? m_shown : 0.35 * m_shown;
            const QColor colour = jetColour(m_theme, jet.jet);
            if (catchments) {
                drawCatchment(surfaces.mesh, jet.jet, withAlpha(colour, 0.5 * strength));
                continue;
            }
            // Soft jets are many: they keep their rims and give up their walls.
            if (jet.weight > 0.3 || isSelected) {
                const QColor wall = withAlpha(colour, (m_theme.dark ? 0.17 : 0.14) * strength);
                for (std::size_t k = 1; k < jet.rim.size(); ++k)
                    surfaces.mesh.addTriangle({0, 0, 0}, jet.rim[k - 1], jet.rim[k], wall);
            }
            const QColor line = mixed(m_theme.canvas, colour, (0.15 + 0.85 * jet.weight) * strength);
            (isSelected         ? chosen
             : jet.weight > 0.3 ? rims
                                : softRims)
                .mesh.addLine(jet.rim, isSelected ? m_theme.selection : line);
            if (jet.weight > 0.3 || isSelected)
                rims.mesh.addLine({0, 0, 0}, jet.tip, mixed(m_theme.canvas, colour, 0.5 * strength));
        }
        drawing.layers.push_back(std::move(softRims));
        drawing.layers.push_back(std::move(rims));
        drawing.layers.push_back(std::move(chosen));
        drawing.layers.push_back(std::move(surfaces));
    }

    // Every ghost as the square of the (y, φ) plane that it stands for, on the calorimeter.
    void drawCatchment(Mesh &mesh, int jet, const QColor &colour) const {
        const Cylinder &front = detector::calorimeterFront;
        const double half = std::sqrt(m_scene.clustering->ghostArea) / 2;
        for (const auto &[y, phi] : m_scene.clustering->jets[static_cast<std::size_t>(jet)].catchment)
            mesh.addQuad(std::array{front.point(y - half, phi - half), front.point(y + half, phi - half),
                                    front.point(y + half, phi + half), front.point(y - half, phi + half)},
                         colour);
    }

    const EventShapes &m_shapes;
    const Scene &m_scene;
    const Session &m_session;
    const Theme &m_theme;
    double m_travelled; // by each particle [m]
    double m_shown;     // how much of the jets
    std::vector<bool> m_chosen;
};

} // namespace

Drawing drawEvent(const EventShapes &shapes, const Scene &scene, const Session &session, const Theme &theme,
                  double phase) {
    return EventDrawer(shapes, scene, session, theme, phase).drawing();
}

} // namespace quincunx
