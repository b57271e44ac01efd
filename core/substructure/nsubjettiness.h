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
/// τ_N = Σ_k pT_k min_a ΔR_{k,a}^β / (Σ_k pT_k R0^β) for N = 1 … 4. τ_N = 0 with N or fewer constituents.
std::array<double, 4> nSubjettiness(std::span<const FourMomentum> momenta, SubjetAxes axes, double beta,
                                    double radius);

} // namespace quincunx
