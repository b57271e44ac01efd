#pragma once

#include "views/geometry/vector.h"

#include <array>
#include <vector>

namespace quincunx {

/// Shapes on the floor of the lego: the rectangle |η| ≤ etaRange, −π ≤ φ ≤ π, whose φ edges are the same
/// line.

/// The circle about (η, φ) in pieces: cut where it crosses φ = ±π, and at the edges in η.
/// Points (η, φ, z).
std::vector<std::vector<Vector3>> floorCircle(double eta, double phi, double radius, double etaRange,
                                              double z);

/// The area of such a circle as quadrilaterals, `strips` of them or a few more.
std::vector<std::array<Vector3, 4>> floorDisc(double eta, double phi, double radius, double etaRange,
                                              double z, int strips = 48);

/// The square of side 2 `half` about (η, φ), cut at the edges; empty if all of it is outside.
std::vector<std::array<Vector3, 4>> floorSquare(double eta, double phi, double half, double etaRange,
                                                double z);

/// ΔR in the η–φ plane.
double floorDistance(double eta1, double phi1, double eta2, double phi2);

} // namespace quincunx
