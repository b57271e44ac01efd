#pragma once

#include "views/three_d/detector.h"

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

    static constexpr double field = 3.8; ///< of the CMS solenoid [T]

    /// \param direction need not be a unit vector; along the beam it gives a straight line. \param pt [GeV].
    static Helix of(const Vector3 &start, const Vector3 &direction, double pt, int charge);

    double radius() const; ///< R [m]; infinite for a straight line
    /// Distance of the circle from the beam axis [m].
    double closestApproach() const;
    Vector3 at(double s) const;
    /// Where it first leaves the cylinder; loopers that never do end after half a turn. In s [m].
    double exit(const Cylinder &cylinder) const;
    /// From the start to exit(): straight lines have 2 points, others one every 6 degrees or so, at most 33.
    std::vector<Vector3> path(const Cylinder &cylinder) const;
};

} // namespace quincunx
