#pragma once

#include "core/event/event.h"
#include "views/geometry/detector.h"

#include <vector>

namespace quincunx {

/// The path of a charged particle in a field along +z: a circle in the transverse plane, travelled evenly in
/// z.
///
///   φ(s) = φ₀ + κ s,  x = x₀ + (sin φ − sin φ₀)/κ,  y = y₀ − (cos φ − cos φ₀)/κ,  z = z₀ + s cot θ
///
/// with s the length of the path in the transverse plane [m] and κ = −0.299792458 q B / p_T [1/m] (B in T,
/// p_T in GeV; R = |1/κ|): the Lorentz force turns positive charges clockwise as seen against the field.
/// κ = 0, for no charge, is a straight line. Source: PDG, Review of Particle Physics, §35.14 "Measurement
/// of particle momenta in a uniform magnetic field".
struct Helix {
    Vector3 start;    ///< [m]
    double phi;       ///< direction at the start
    double cotTheta;  ///< p_z / p_T
    double curvature; ///< κ [1/m]

    /// \param direction need not be a unit vector; along the beam it gives a straight line. \param pt [GeV].
    static Helix of(const Vector3 &start, const Vector3 &direction, double pt, int charge);

    double radius() const; ///< R [m]; infinite for a straight line
    Vector3 at(double s) const;
    /// Where it first leaves the cylinder; loopers that never do end after half a turn. In s [m].
    double exit(const Cylinder &cylinder) const;
    /// From the start to exit(): 2 points for a straight line, at most 33 for others, so close together that
    /// straight lines between them are within 2 mm of the helix.
    std::vector<Vector3> path(const Cylinder &cylinder) const;
};

/// The path of a particle or track of `event` to the front of the calorimeter [m]. Particles start at the
/// origin. What starts in the calorimeter is followed for 0.3 m, to show where it goes.
/// \return at least two points; both are the start if there is no direction. Cost: 0.1 µs, 3 µs if it bends.
std::vector<Vector3> pathToCalorimeter(const Event &event, const Particle &particle);

/// The points that the file gives, or where it gives none a straight line from the origin to the solenoid
/// [m].
std::vector<Vector3> muonPath(const Muon &muon);

} // namespace quincunx
