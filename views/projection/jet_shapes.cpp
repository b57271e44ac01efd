#include "views/projection/jet_shapes.h"

#include "views/geometry/jet_cone.h"

#include <algorithm>
#include <numbers>

namespace quincunx {
namespace {

using std::numbers::pi;
constexpr double longestCone = 1.65; // [m], beyond the calorimeter's face

/// Angle in the ρ–z plane of pseudorapidity η in the half of φ, in (−π, π).
double angleOf(double eta, double half) {
    return half * 2 * std::atan(std::exp(-eta));
}

/// Soft jets end inside the calorimeter, so that the hard ones stand out.
double coneLength(Projection projection, QPointF direction, double weight) {
    return calorimeterDistance(projection, direction) * (0.55 + 0.45 * weight) + longestCone * weight;
}

} // namespace

QPolygonF sector(double from, double to, double inner, double outer) {
    const int steps = std::max(2, static_cast<int>(std::ceil((to - from) / 0.04)));
    QPolygonF shape;
    auto at = [&](int k, double distance) {
        const double angle = from + (to - from) * k / steps;
        return QPointF(std::cos(angle), std::sin(angle)) * distance;
    };
    for (int k = 0; k <= steps; ++k)
        shape << at(k, outer);
    if (inner <= 0)
        shape << QPointF(0, 0);
    else
        for (int k = steps; k >= 0; --k)
            shape << at(k, inner);
    return shape;
}

QPolygonF coneWedge(Projection projection, double eta, double phi, double radius, double inner,
                    double outer) {
    if (projection == Projection::Transverse)
        return sector(phi - std::min(radius, pi), phi + std::min(radius, pi), inner, outer);
    const double a = angleOf(eta - radius, side(phi)), b = angleOf(eta + radius, side(phi));
    return sector(std::min(a, b), std::max(a, b), inner, outer);
}

std::vector<QPolygonF> catchmentBands(Projection projection,
                                      const std::vector<std::array<double, 2>> &ghosts) {
    constexpr int bins = 96;
    std::array<double, bins> raw{}, depth{};
    for (const auto &[y, phi] : ghosts) {
        const double angle = projection == Projection::Transverse ? phi : angleOf(y, side(phi));
        ++raw[static_cast<std::size_t>(
            std::clamp(static_cast<int>((angle + pi) / (2 * pi) * bins), 0, bins - 1))];
    }
    // Ghosts stand 0.1 apart, a little more than a bin: without smoothing they would beat against the bins.
    auto at = [&](int bin) { return raw[static_cast<std::size_t>((bin + bins) % bins)]; };
    for (int bin = 0; bin < bins; ++bin)
        depth[static_cast<std::size_t>(bin)] =
            at(bin - 2) + 2 * at(bin - 1) + 3 * at(bin) + 2 * at(bin + 1) + at(bin + 2);
    const double most = *std::ranges::max_element(depth);
    if (most == 0)
        return {};

    std::vector<QPolygonF> bands;
    auto isEmpty = [&](int bin) { return depth[static_cast<std::size_t>(bin % bins)] == 0; };
    const auto gap = std::ranges::find(depth, 0.0);
    const int start = gap == depth.end() ? 0 : static_cast<int>(gap - depth.begin()); // a band may cross ±π
    for (int bin = start; bin < start + bins; ++bin) {
        if (isEmpty(bin))
            continue;
        QPolygonF outer, inner;
        for (; bin < start + bins && !isEmpty(bin); ++bin) {
            const double angle = -pi + 2 * pi * (bin + 0.5) / bins;
            const QPointF direction(std::cos(angle), std::sin(angle));
            const double near = calorimeterDistance(projection, direction) + 0.05;
            outer << direction *
                         (near + (deepestBand - 0.05) * depth[static_cast<std::size_t>(bin % bins)] / most);
            inner.prepend(direction * near);
        }
        bands.push_back(outer + inner);
    }
    return bands;
}

void addJets(const Scene &scene, const DisplaySettings &display, ProjectedGeometry &geometry) {
    const Projection projection = geometry.projection;
    const Event &event = *scene.event;
    if (display.jetShape != DisplaySettings::JetShape::Hidden) {
        for (std::size_t k = 0; k < scene.clustering->jets.size(); ++k) {
            const Jet &jet = scene.clustering->jets[k];
            const double y = jet.momentum.rapidity(), phi = jet.momentum.phi();
            ProjectedJet drawn{static_cast<int>(k),
                               {},
                               directionInPlane(projection, y, phi),
                               0,
                               jetWeight(scene, jet.momentum.pt())};
            if (display.jetShape == DisplaySettings::JetShape::Cone) {
                drawn.length = coneLength(projection, drawn.direction, drawn.weight);
                drawn.outlines = {
                    coneWedge(projection, y, phi, drawnRadius(scene, display), 0, drawn.length)};
            } else {
                drawn.length = calorimeterDistance(projection, drawn.direction) + deepestBand;
                drawn.outlines = catchmentBands(projection, jet.catchment);
            }
            geometry.jets.push_back(std::move(drawn));
        }
    }
    for (const FileJet &jet : drawnFileJets(scene, display)) {
        // Outside the calorimeter only, or two dozen of them hide the particles.
        const double face = calorimeterDistance(projection, directionInPlane(projection, jet.eta, jet.phi));
        geometry.fileJets.push_back(coneWedge(projection, jet.eta, jet.phi, fileJetRadius, face,
                                              face + 0.1 + longestCone * jetWeight(scene, jet.et)));
    }
    if (event.hasMissingMomentum && projection == Projection::Transverse) {
        const double size = std::hypot(event.missingPx, event.missingPy);
        if (size > 0)
            geometry.missing =
                QPointF(event.missingPx, event.missingPy) / size * (0.6 + 2.2 * jetWeight(scene, size));
    }
}

} // namespace quincunx
