#include "views/three_d/helix.h"

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
        helix.curvature = -0.299792458 * charge * field / pt;
    return helix;
}

double Helix::radius() const {
    return curvature == 0 ? std::numeric_limits<double>::infinity() : 1 / std::fabs(curvature);
}

double Helix::closestApproach() const {
    if (curvature == 0) // of the line: |r × u|
        return std::fabs(start[0] * std::sin(phi) - start[1] * std::cos(phi));
    const double x = start[0] - std::sin(phi) / curvature;
    const double y = start[1] + std::cos(phi) / curvature;
    return std::fabs(std::hypot(x, y) - radius());
}

Vector3 Helix::at(double s) const {
    const double z = start[2] + s * cotTheta;
    const double half = curvature * s / 2;
    // sin φ − sin φ₀ and cos φ − cos φ₀ as products: exact for small curvatures, too.
    const double chord = std::fabs(half) < 1e-8 ? s : s * std::sin(half) / half;
    return {start[0] + chord * std::cos(phi + half), start[1] + chord * std::sin(phi + half), z};
}

double Helix::exit(const Cylinder &cylinder) const {
    auto outside = [&](double s) {
        const Vector3 p = at(s);
        return std::hypot(p[0], p[1]) > cylinder.radius || std::fabs(p[2]) > cylinder.halfLength;
    };
    if (outside(0))
        return 0;
    // Farther than the diameter it is outside, unless it curls up before.
    double end = 2 * cylinder.radius + 0.1;
    if (curvature != 0)
        end = std::min(end * std::numbers::pi / 2, std::numbers::pi * radius());
    if (cotTheta != 0)
        end = std::min(end, 2 * cylinder.halfLength / std::fabs(cotTheta) * 1.001);
    // The circle leaves the cylinder at most once within half a turn; steps find where, halving makes it
    // exact.
    constexpr int steps = 32;
    double inside = 0, out = -1;
    for (int k = 1; k <= steps && out < 0; ++k)
        (outside(end * k / steps) ? out : inside) = end * k / steps;
    if (out < 0)
        return end;
    for (int k = 0; k < 30; ++k) {
        const double middle = (inside + out) / 2;
        (outside(middle) ? out : inside) = middle;
    }
    return inside;
}

std::vector<Vector3> Helix::path(const Cylinder &cylinder) const {
    const double end = exit(cylinder);
    const double turned = std::fabs(curvature) * end;
    const int pieces = std::clamp(static_cast<int>(std::ceil(turned / 0.1)), 1, 32);
    std::vector<Vector3> points;
    for (int k = 0; k <= pieces; ++k)
        points.push_back(at(end * k / pieces));
    return points;
}

} // namespace quincunx
