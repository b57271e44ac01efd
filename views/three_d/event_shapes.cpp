#include "views/three_d/event_shapes.h"

#include "views/geometry/helix.h"
#include "views/geometry/jet_cone.h"
#include "views/geometry/towers.h"

#include <algorithm>
#include <map>

namespace quincunx {
namespace {

double lengthOf(const std::vector<Vector3> &path) {
    double sum = 0;
    for (std::size_t k = 1; k < path.size(); ++k)
        sum += length(path[k] - path[k - 1]);
    return sum;
}

// A box from `base` outwards, away from the origin, widening as seen from there.
std::array<Vector3, 4> outwards(const std::array<Vector3, 4> &base, double height) {
    std::array<Vector3, 4> end;
    for (std::size_t k = 0; k < 4; ++k)
        end[k] = base[k] * (1 + height / std::max(length(base[k]), 1e-3));
    return end;
}

// The square foot of a particle's tower: across the direction from the origin.
std::array<Vector3, 4> footAt(const Vector3 &point, double halfWidth) {
    const Vector3 outward = normalised(point);
    const Vector3 along = normalised(cross({0, 0, 1}, outward)); // φ direction; null only on the beam
    const Vector3 u = (length(along) > 0 ? along : Vector3{1, 0, 0}) * halfWidth;
    const Vector3 v = cross(outward, u);
    return {point - u - v, point + u - v, point + u + v, point - u + v};
}

bool isHadronic(Calorimeter part) {
    return part == Calorimeter::Hadronic || part == Calorimeter::Forward;
}

} // namespace

EventShapes::EventShapes(const Scene &scene, const DisplaySettings &display)
    : pathOf(scene.event->particles.size(), -1)
    , towerOf(scene.event->particles.size(), -1) {
    const Event &event = *scene.event;
    const Cylinder &front = detector::calorimeterFront;
    const TowerScale scale(scene, display);
    auto addTower = [&](int particle, const std::array<Vector3, 4> &base) {
        const auto index = static_cast<std::size_t>(particle);
        towerOf[index] = static_cast<int>(towers.size());
        towers.push_back({particle, base, outwards(base, scale.length(event.particles[index]))});
    };
    // Hard particles are broader, too: soft ones, of which there are thousands, must not cover them.
    auto halfWidth = [&](const Particle &particle) {
        return 0.010 + 0.020 * std::sqrt(transverseEnergy(particle) / std::max(scale.largest, 1e-9));
    };

    // How far out electromagnetic energy reaches in each patch of the size of a hadronic tower, 5° × 5°:
    // hadronic energy stands on it.
    constexpr double patch = 5 * std::numbers::pi / 180;
    std::map<std::pair<int, int>, double> reach;
    auto patchOf = [&](std::size_t i) {
        return std::pair(static_cast<int>(std::floor(scene.eta[i] / patch)),
                         static_cast<int>(std::floor(scene.phi[i] / patch)));
    };

    for (int i : scene.visible) {
        const auto index = static_cast<std::size_t>(i);
        const Particle &particle = event.particles[index];
        if (particle.kind == ObjectKind::Hit) {
            const bool shaped = particle.detail >= 0;
            if (shaped && isHadronic(event.cells[static_cast<std::size_t>(particle.detail)].part))
                continue;
            const auto base =
                shaped ? event.cells[static_cast<std::size_t>(particle.detail)].front
                       : footAt(front.point(scene.eta[index], scene.phi[index]), halfWidth(particle));
            addTower(i, base);
            double &far = reach[patchOf(index)];
            far = std::max(far, length(towers.back().end[0]));
            continue;
        }
        pathOf[index] = static_cast<int>(paths.size());
        paths.push_back({i, pathToCalorimeter(event, particle), 0});
        paths.back().length = lengthOf(paths.back().points);
        if (particle.kind == ObjectKind::Particle)
            addTower(i, footAt(paths.back().points.back(), halfWidth(particle)));
    }
    for (int i : scene.visible) {
        const auto index = static_cast<std::size_t>(i);
        const Particle &particle = event.particles[index];
        if (particle.kind != ObjectKind::Hit || particle.detail < 0)
            continue;
        const Cell &cell = event.cells[static_cast<std::size_t>(particle.detail)];
        if (!isHadronic(cell.part))
            continue;
        auto base = cell.front;
        const auto found = reach.find(patchOf(index));
        if (found != reach.end())
            for (Vector3 &corner : base)
                corner = corner * std::max(1.0, found->second / length(corner));
        addTower(i, base);
    }

    replaceJets(scene, display);
}

void EventShapes::replaceJets(const Scene &scene, const DisplaySettings &display) {
    const Cylinder &front = detector::calorimeterFront;
    jets.clear();
    for (const Jet &jet : scene.clustering->jets) {
        const double y = jet.momentum.rapidity(), phi = jet.momentum.phi();
        JetShape shape{static_cast<int>(jets.size()), {}, {}, jetWeight(scene, jet.momentum.pt())};
        const double reached = 0.4 + 0.6 * shape.weight; // of the way to the calorimeter
        for (const auto &[eta, azimuth] : jetCircle(y, phi, drawnRadius(scene, display)))
            shape.rim.push_back(front.point(eta, azimuth) * reached);
        shape.tip = front.point(y, phi) * reached;
        jets.push_back(std::move(shape));
    }
}

} // namespace quincunx
