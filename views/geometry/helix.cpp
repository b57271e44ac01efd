#include "views/geometry/helix.h"

#include <algorithm>
#include <limits>

namespace quincunx {

Helix Helix::of(const Vector3 &start, const Vector3 &direction, double pt, int charge) {
    const double transverse = std::hypot(direction[0], direction[1]);
    Helix helix{start, 0, 0, 0};
    if (!(transverse > 1e-9 * std::fabs(direction[2]))) {
        // Along the beam: nearly, so that s stays the parameter.
        helix.cotTheta = std::copysign(1e9, direction[2]);
        return helix;
    }
    helix.phi = std::atan2(direction[1], direction[0]);
    helix.cotTheta = direction[2] / transverse;
    if (pt > 0)
        helix.curvature = -0.299792458 * charge * detector::field / pt;
    return helix;
}

double Helix::radius() const {
    return curvature == 0 ? std::numeric_limits<double>::infinity() : 1 / std::fabs(curvature);
}

Vector3 Helix::at(double s) const {
    const double z = start[2] + s * cotTheta;
    const double half = curvature * s / 2;
    // sin φ − sin φ₀ and cos φ − cos φ₀ as products: exact for small curvatures, too.
    const double chord = std::fabs(half) < 1e-8 ? s : s * std::sin(half) / half;
    return {start[0] + chord * std::cos(phi + half), start[1] + chord * std::sin(phi + half), z};
}

double Helix::exit(const Cylinder &cylinder) const {
    if (!cylinder.contains(start))
        return 0;
    const double untilEnd = cotTheta == 0 ? std::numeric_limits<double>::infinity()
                                          : cylinder.halfLength / std::fabs(cotTheta) - start[2] / cotTheta;
    if (curvature == 0) { // |r + s u| = radius
        const double along = start[0] * std::cos(phi) + start[1] * std::sin(phi);
        const double beyond = start[0] * start[0] + start[1] * start[1] - cylinder.radius * cylinder.radius;
        return std::min(untilEnd, std::sqrt(along * along - beyond) - along);
    }
    // Farther than the diameter it is outside, unless it curls up before.
    double end = std::min(2 * cylinder.radius + 0.1, 2 * radius()) * std::numbers::pi / 2;
    end = std::min(end, untilEnd * 1.001);
    // The circle leaves the cylinder at most once within half a turn; steps find where, halving makes it
    // exact.
    constexpr int steps = 32;
    double inside = 0, out = -1;
    for (int k = 1; k <= steps && out < 0; ++k)
        (cylinder.contains(at(end * k / steps)) ? inside : out) = end * k / steps;
    if (out < 0)
        return end;
    for (int k = 0; k < 30; ++k) {
        const double middle = (inside + out) / 2;
        (cylinder.contains(at(middle)) ? inside : out) = middle;
    }
    return inside;
}

std::vector<Vector3> Helix::path(const Cylinder &cylinder) const {
    constexpr double sagitta = 0.002; // [m] = R (1 − cos(step / 2))
    const double end = exit(cylinder);
    const double step = std::clamp(std::sqrt(8 * sagitta * std::fabs(curvature)), 1e-9, 0.1);
    const double turned = std::fabs(curvature) * end;
    const int pieces = std::clamp(static_cast<int>(std::ceil(turned / step)), 1, 32);
    std::vector<Vector3> points;
    points.reserve(static_cast<std::size_t>(pieces) + 1);
    for (int k = 0; k <= pieces; ++k)
        points.push_back(at(end * k / pieces));
    return points;
}

std::vector<Vector3> pathToCalorimeter(const Event &event, const Particle &particle) {
    const FourMomentum &p = particle.momentum;
    Vector3 start{0, 0, 0}, direction{p.px, p.py, p.pz};
    if (particle.kind == ObjectKind::Track && particle.detail >= 0) {
        const Track &track = event.tracks[static_cast<std::size_t>(particle.detail)];
        start = track.position;
        direction = track.direction;
    }
    if (!(length(direction) > 0))
        return {start, start};
    if (!detector::calorimeterFront.contains(start))
        return {start, start + normalised(direction) * 0.3};
    return Helix::of(start, direction, p.pt(), particle.charge).path(detector::calorimeterFront);
}

std::vector<Vector3> muonPath(const Muon &muon) {
    if (muon.path.size() >= 2)
        return muon.path;
    return {{0, 0, 0}, detector::solenoid.point(muon.momentum.eta(), muon.momentum.phi())};
}

} // namespace quincunx
