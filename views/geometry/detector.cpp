#include "views/geometry/detector.h"

#include <algorithm>

namespace quincunx {

bool Cylinder::contains(const Vector3 &point) const {
    return std::hypot(point[0], point[1]) <= radius && std::fabs(point[2]) <= halfLength;
}

Vector3 Cylinder::point(double eta, double phi) const {
    // Direction (cos φ, sin φ, sinh η), as far as the mantle or the end, whichever comes first.
    const double slope = std::sinh(std::clamp(eta, -20.0, 20.0));
    const double r = std::fabs(slope) * radius <= halfLength ? radius : halfLength / std::fabs(slope);
    return {r * std::cos(phi), r * std::sin(phi), std::clamp(r * slope, -halfLength, halfLength)};
}

} // namespace quincunx
