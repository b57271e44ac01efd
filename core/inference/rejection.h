#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

struct Rejection {
    Draws theta;     ///< of the simulations that were kept, nearest first
    double farthest; ///< distance of the last one kept
};

/// Approximate Bayesian computation by rejection: of simulations from the prior those are kept whose data are
/// nearest to the observation by DataDistance. Simulations with a number that is not finite are never kept.
/// Cost: count · log count. Source: Pritchard et al., Mol. Biol. Evol. 16 (1999) 1791.
/// \throws Error unless 1 ≤ kept ≤ the usable simulations, or as checkObservation().
Rejection rejectionAbc(const Simulator &simulator, const Simulations &simulations, std::span<const double> x,
                       std::size_t kept);

} // namespace quincunx
