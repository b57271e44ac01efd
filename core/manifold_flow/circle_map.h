#pragma once

#include "core/base/random.h"
#include "core/tape/tape.h"

namespace quincunx {

/// Families of monotone maps of the circle onto itself, of degree one, with angle 0 fixed.
enum class CircleMap {
    Spline,  ///< rational-quadratic, both ends with the same slope
    Moebius, ///< mixture of φ ↦ φ + 2 arg(1 − w e^{−iφ}) − 2 arg(1 − w), |w| < 0.99
    Ncp      ///< mixture of φ ↦ 2 atan(α tan(φ/2 − π/2) + β) + π, α > 0: non-compact projections
};

/// Numbers that make such a map of `components` bins or terms.
int numberCount(CircleMap map, int components);

/// Those of the identity. \param spread for training they should not all be alike: standard deviation of
/// what is added to them; 0 gives the identity exactly.
std::vector<double> identityNumbers(CircleMap map, int components, double spread, RandomEngine &random);

/// Where an angle φ in [0, 2π] goes, as far from where it was, and dφ'/dφ.
struct CircleStep {
    Variable displacement, slope;
};

/// \param numbers as numberCount() says, of any size. Density stays continuous across 0/2π as
/// dφ'/dφ is the same on both sides.
CircleStep mapCircle(CircleMap map, const Variable &angle, const Variable &numbers, int components);

} // namespace quincunx
