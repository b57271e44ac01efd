#pragma once

#include "core/event/four_momentum.h"

#include <span>

namespace quincunx {

/// Energy correlation functions (Larkoski, Salam, Thaler, arXiv:1305.0007; D2: arXiv:1409.6298):
/// e1 = Σ pT, e2 = Σ_{i<j} pT_i pT_j ΔR_ij^β [GeV²], e3 = Σ_{i<j<k} pT_i pT_j pT_k (ΔR_ij ΔR_ik ΔR_jk)^β
/// [GeV³]; C2 = e3 e1 / e2², D2 = e3 e1³ / e2³. Ratios are 0 where e2 is.
struct EnergyCorrelators {
    double e1 = 0, e2 = 0, e3 = 0, c2 = 0, d2 = 0;
};

/// Cost: n³/6 products: 2 ms at n = 200, 30 ms at 500.
EnergyCorrelators energyCorrelators(std::span<const FourMomentum> momenta, double beta);

} // namespace quincunx
