#pragma once

#include "views/geometry/vector.h"

#include <QPointF>
#include <QPolygonF>
#include <QRectF>

#include <vector>

namespace quincunx {

/// Onto which plane an event is projected.
enum class Projection {
    Transverse,  ///< r–φ: looking along the beam, x right, y up
    Longitudinal ///< ρ–z: z right, ρ up where sin φ ≥ 0 and down elsewhere
};

/// Which half of ρ–z an azimuth belongs to.
inline double side(double phi) {
    return std::sin(phi) < 0 ? -1 : 1;
}

/// A place in space [m] on the plane [m], in the half of ρ–z where azimuth `phi` is. A curved track keeps
/// the half it starts in, so that its line does not jump across the beam.
inline QPointF project(Projection projection, const Vector3 &place, double phi) {
    if (projection == Projection::Transverse)
        return {place[0], place[1]};
    return {place[2], side(phi) * std::hypot(place[0], place[1])};
}
inline QPointF project(Projection projection, const Vector3 &place) {
    return project(projection, place, std::atan2(place[1], place[0]));
}

/// Unit vector in the plane of a direction (η, φ).
inline QPointF directionInPlane(Projection projection, double eta, double phi) {
    if (projection == Projection::Transverse)
        return {std::cos(phi), std::sin(phi)};
    return {std::tanh(eta), side(phi) / std::cosh(eta)}; // (cos θ, ± sin θ)
}

/// Distance from the origin to the face of the calorimeter along a direction in the plane [m].
double calorimeterDistance(Projection projection, QPointF unitDirection);

/// Outlines of the detector in the plane; circles as radii around the origin.
struct DetectorOutline {
    std::vector<double> circles;
    std::vector<QPolygonF> polygons;
};
DetectorOutline detectorOutline(Projection projection);

} // namespace quincunx
