#include "core/inference/rejection.h"

#include "core/inference/distance.h"

namespace quincunx {

Rejection rejectionAbc(const Simulator &simulator, const Simulations &simulations, std::span<const double> x,
                       std::size_t kept) {
    checkObservation(simulator, x);
    const Nearest nearest = nearestRows(DataDistance(simulations.x, x), simulations.x, kept);
    return {simulations.theta(nearest.rows, Eigen::all), nearest.farthest};
}

} // namespace quincunx
