#include "views/three_d/extras.h"

#include "views/geometry/detector.h"
#include "views/geometry/helix.h"
#include "views/geometry/jet_cone.h"

#include <algorithm>

namespace quincunx {
namespace {

void drawMuons(Drawing &drawing, const Event &event, const Theme &theme, double grown) {
    Layer lines;
    lines.lineWidth = 3;
    for (const Muon &muon : event.muons) {
        const std::vector<Vector3> path = muonPath(muon);
        const std::size_t shown = std::max<std::size_t>(2, static_cast<std::size_t>(grown * path.size()));
        lines.mesh.addLine(std::span(path).first(std::min(shown, path.size())), theme.muon);
    }
    drawing.layers.push_back(std::move(lines));
}

void drawChambers(Drawing &drawing, const Event &event, const Theme &theme) {
    Layer edges, walls;
    walls.translucent = true;
    walls.detail = Layer::Detail::Still;
    for (const auto &chamber : event.muonChambers) {
        const std::span front = std::span(chamber).first<4>(), back = std::span(chamber).last<4>();
        edges.mesh.addTowerEdges(front, back, mixed(theme.canvas, theme.muon, 0.45));
        walls.mesh.addQuad(front, withAlpha(theme.muon, 0.025));
        walls.mesh.addTower(front, back, withAlpha(theme.muon, 0.025));
    }
    drawing.layers.push_back(std::move(edges));
    drawing.layers.push_back(std::move(walls));
}

void drawMissing(Drawing &drawing, const Scene &scene, const Theme &theme, double grown) {
    const Vector3 tip = missingTip(scene) * grown;
    const double total = length(tip);
    if (total <= 0)
        return;
    Layer arrow;
    arrow.lineWidth = 2.6;
    constexpr double dash = 0.09, gap = 0.05; // [m]
    const Vector3 along = normalised(tip);
    for (double from = 0; from < total - dash; from += dash + gap)
        arrow.mesh.addLine(along * from, along * std::min(from + dash, total), theme.missing);
    // The head: a slim pyramid
    const Vector3 side{-along[1] * 0.05, along[0] * 0.05, 0}, beam{0, 0, 0.05};
    const Vector3 neck = along * std::max(0.0, total - 0.17);
    const std::array<Vector3, 4> foot{neck + side, neck + beam, neck - side, neck - beam};
    for (std::size_t k = 0; k < 4; ++k)
        arrow.mesh.addTriangle(tip, foot[k], foot[(k + 1) % 4],
                               mixed(theme.missing, theme.canvas, 0.12 * (k % 2)));
    drawing.layers.push_back(std::move(arrow));
}

void drawFileJets(Drawing &drawing, const std::vector<FileJet> &jets, const Theme &theme) {
    Layer rings;
    for (const FileJet &jet : jets) {
        std::vector<Vector3> ring;
        for (const auto &[eta, phi] : jetCircle(jet.eta, jet.phi, fileJetRadius))
            ring.push_back(detector::calorimeterFront.point(eta, phi) * 1.01);
        rings.mesh.addLine(ring, mixed(theme.canvas, theme.text, 0.55));
    }
    drawing.layers.push_back(std::move(rings));
}

} // namespace

Vector3 missingTip(const Scene &scene) {
    const Event &event = *scene.event;
    const double missing = std::hypot(event.missingPx, event.missingPy);
    if (!event.hasMissingMomentum || !(missing > 0))
        return {0, 0, 0};
    // As long as a jet of that momentum would be.
    const double size = detector::calorimeterFront.radius * (0.4 + 0.6 * jetWeight(scene, missing));
    return {event.missingPx / missing * size, event.missingPy / missing * size, 0};
}

void drawExtras(Drawing &drawing, const Scene &scene, const Session &session, const Theme &theme,
                double grown) {
    grown = std::min(grown, 1.0);
    const Event &event = *scene.event;
    if (session.display.tracks)
        drawMuons(drawing, event, theme, grown);
    if (session.display.hits)
        drawChambers(drawing, event, theme);
    drawMissing(drawing, scene, theme, grown);
    if (grown >= 1)
        drawFileJets(drawing, drawnFileJets(scene, session.display), theme);
}

} // namespace quincunx
