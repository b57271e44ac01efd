#pragma once

#include "core/substructure/lund.h"

namespace quincunx {

/// A groomed jet; see softDrop().
struct SoftDrop {
    double beta = 0;
    double zg = 0;   ///< momentum sharing of the first splitting that passes; 0 if none does
    double rg = 0;   ///< its Δ; 0 if none passes
    double mu = 0;   ///< its mass drop max(m_1, m_2)/m
    double mass = 0; ///< groomed [GeV]
    double pt = 0;   ///< groomed [GeV]
    int node = 0;    ///< of LundTree::tree that remains
};

/// SoftDrop (Larkoski, Marzani, Soyez, Thaler, arXiv:1402.2657): follows the harder branch until
/// z > z_cut (Δ/R0)^β. β = 0 is the modified mass-drop tagger. If no splitting passes, one constituent is
/// left.
SoftDrop softDrop(const LundTree &lund, double zCut, double beta, double radius);

} // namespace quincunx
