#include "views/three_d/event_shapes.h"

#include "views/three_d/helix.h"
#include "views/vtk/drawn_radius.h"
#include "views/vtk/height_scale.h"

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
    double hardest = 0;
    for (int i : scene.visible)
        if (event.particles[static_cast<std::size_t>(i)].kind != ObjectKind::Track)
            hardest = std::max(hardest, event.particles[static_cast<std::size_t>(i)].momentum.et());
    auto height = [&](double et) { return longestTower * scaledHeight(et, hardest, display.heightScale); };
    auto addTower = [&](int particle, const std::array<Vector3, 4> &base, double tall) {
        towerOf[static_cast<std::size_t>(particle)] = static_cast<int>(towers.size());
        towers.push_back({particle, base, outwards(base, tall)});
    };
    // Hard particles are broader, too: soft ones, of which there are thousands, must not cover them.
    auto halfWidth = [&](double et) {
        return 0.010 + 0.020 * std::sqrt(std::min(1.0, et / std::max(hardest, 1e-9)));
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
        const FourMomentum &p = particle.momentum;
        if (particle.kind == ObjectKind::Hit) {
            const bool shaped = particle.detail >= 0;
            if (shaped && isHadronic(event.cells[static_cast<std::size_t>(particle.detail)].part))
                continue;
            const auto base = shaped ? event.cells[static_cast<std::size_t>(particle.detail)].front
                                     : footAt(calorimeterFront.point(scene.eta[index], scene.phi[index]),
                                              halfWidth(p.et()));
            addTower(i, base, height(p.et()));
            double &far = reach[patchOf(index)];
            far = std::max(far, length(towers.back().end[0]));
            continue;
        }
        const bool track = particle.kind == ObjectKind::Track && particle.detail >= 0;
        const Helix helix = track
                                ? Helix::of(event.tracks[static_cast<std::size_t>(particle.detail)].position,
                                            event.tracks[static_cast<std::size_t>(particle.detail)].direction,
                                            scene.pt[index], particle.charge)
                                : Helix::of({0, 0, 0}, {p.px, p.py, p.pz}, scene.pt[index], particle.charge);
        pathOf[index] = static_cast<int>(paths.size());
        paths.push_back({i, helix.path(calorimeterFront), 0});
        paths.back().length = lengthOf(paths.back().points);
        if (particle.kind == ObjectKind::Particle)
            addTower(i, footAt(paths.back().points.back(), halfWidth(p.et())), height(p.et()));
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
        addTower(i, base, height(particle.momentum.et()));
    }

    const double radius = drawnRadius(scene, display);
    const auto &found = scene.clustering->jets;
    for (std::size_t j = 0; j < found.size(); ++j) {
        const double weight = std::sqrt(found[j].momentum.pt() / std::max(1e-9, found[0].momentum.pt()));
        JetShape shape{static_cast<int>(j), {}, {}, std::clamp(weight, 0.0, 1.0)};
        const double reached = 0.4 + 0.6 * shape.weight; // of the way to the calorimeter
        for (const auto &[eta, phi] : jetCircle(found[j], radius, 64))
            shape.rim.push_back(calorimeterFront.point(eta, phi) * reached);
        shape.tip = calorimeterFront.point(found[j].momentum.rapidity(), found[j].momentum.phi()) * reached;
        jets.push_back(std::move(shape));
    }
}

std::vector<std::array<double, 2>> jetCircle(const Jet &jet, double radius, int pieces) {
    const double y = jet.momentum.rapidity(), phi = jet.momentum.phi();
    std::vector<std::array<double, 2>> circle;
    for (int k = 0; k <= pieces; ++k) {
        const double t = 2 * std::numbers::pi * k / pieces;
        circle.push_back({y + radius * std::cos(t), phi + radius * std::sin(t)});
    }
    return circle;
}

} // namespace quincunx
