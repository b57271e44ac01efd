#pragma once

#include "core/event/four_momentum.h"

#include <array>
#include <span>
#include <vector>

namespace quincunx {

/// How the axes are found (fjcontrib's names): exclusive kT, that improved by one pass of minimisation,
/// and one pass from exclusive kT with winner-takes-all recombination.
enum class SubjetAxes { Kt, OnePassKt, OnePassWtaKt };

/// N-subjettiness (Thaler, van Tilburg, arXiv:1108.2701, normalised):
/// τ_N = Σ_k pT_k min_a ΔR_{k,a}^β / (Σ_k pT_k R0^β) for N = 1 … 4. τ_N = 0 with N or fewer constituents,
/// and without pT.
///
/// One pass of minimisation is k-means with the distance ΔR^β from the axes given: particles go to their
/// nearest axis, axes to the mean of theirs weighted by pT (ΔR² + ε²)^{β/2−1}, until they move by less than ε
/// = 10⁻⁴ on average or 1000 times. The result is a local minimum for β ≥ 1. \throws Error as clusterTree()
/// does. Cost: 1 ms at n = 200, 3 ms at 500; 20 ms where the axes move slowly.
std::array<double, 4> nSubjettiness(std::span<const FourMomentum> momenta, SubjetAxes axes, double beta,
                                    double radius);

} // namespace quincunx
