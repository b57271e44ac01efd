#pragma once

#include "core/event/four_momentum.h"
#include "core/trees/tree.h"

#include <span>
#include <vector>

namespace quincunx {

/// One declustering: a node of the Cambridge/Aachen tree seen as hard + soft branch.
struct LundSplitting {
    double delta = 0;         ///< Δ = ΔR of the branches, in (y, φ)
    double kt = 0;            ///< pT_soft Δ [GeV]
    double z = 0;             ///< pT_soft / (pT_soft + pT_hard)
    double psi = 0;           ///< atan2(y_s − y_h, φ_s − φ_h)
    double mass = 0;          ///< of the pair [GeV]
    int node = -1;            ///< in LundTree::tree
    int hard = -1, soft = -1; ///< its children, by pT
};

/// The Lund plane of a jet (Dreyer, Salam, Soyez, arXiv:1807.04758): declusterings of its C/A tree. The
/// plane's axes are ln(1/Δ) and ln kT [GeV].
struct LundTree {
    Tree tree;                          ///< Cambridge/Aachen, leaf i is the i-th momentum
    std::vector<FourMomentum> momenta;  ///< of the nodes
    std::vector<LundSplitting> primary; ///< along the harder branch, the widest first

    /// The same along the harder branch from any node on: with a primary splitting's `soft`, its secondary
    /// plane.
    std::vector<LundSplitting> from(int node) const;
};

/// \throws Error as clusterTree() does.
LundTree lundTree(std::span<const FourMomentum> momenta);

} // namespace quincunx
