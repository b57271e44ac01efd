#pragma once

#include "core/event/four_momentum.h"

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

/// A general-purpose collider detector with the measures of CMS (JINST 3 (2008) S08004), rounded [m].
namespace detector {
inline constexpr double field = 3.8;         ///< [T]
inline constexpr double ecalRadius = 1.29;   ///< inner face of the barrel
inline constexpr double ecalBarrelEnd = 3.0; ///< half-length of the barrel
inline constexpr double endcapFace = 3.17;   ///< |z| of the inner face of the endcaps
inline constexpr double endcapInner = 0.32;  ///< their hole around the beam (η = 3)
inline constexpr double endcapOuter = 1.71;
inline constexpr double hcalInner = 1.77, hcalRadius = 2.95;
inline constexpr double hcalBarrelEnd = 4.3;
inline constexpr double hcalEndcapFace = 3.9, hcalEndcapEnd = 5.5;
} // namespace detector

/// Distance from the origin to the face of the calorimeter along a direction in the plane [m].
double calorimeterDistance(Projection projection, QPointF unitDirection);

/// Outlines of the detector in the plane; circles as radii around the origin.
struct DetectorOutline {
    std::vector<double> circles;
    std::vector<QPolygonF> polygons;
};
DetectorOutline detectorOutline(Projection projection);

} // namespace quincunx
