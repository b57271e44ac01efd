#pragma once

namespace quincunx {

/// Which slopes at its ends a monotonic rational-quadratic spline has of its own.
enum class SplineEnds {
    Unit,   ///< none, they are 1: bins − 1 slopes
    Shared, ///< one for both, as on a circle: bins slopes
    Own     ///< both: bins + 1 slopes
};

constexpr int slopeCount(SplineEnds ends, int bins) {
    return bins - 1 + static_cast<int>(ends);
}

constexpr double leastBin = 1e-3;   ///< of a bin, as a share of the whole
constexpr double leastSlope = 1e-3; ///< of a slope
/// softplus(unitSlope) + leastSlope = 1.
constexpr double unitSlope = 0.5397424172369522;

} // namespace quincunx
