#pragma once

#include "core/event/four_momentum.h"
#include "core/trees/tree.h"

#include <span>
#include <vector>

namespace quincunx {

/// Cuts `tree` into its `count` last branches, as if the clustering had stopped count − 1 merges early, and
/// numbers them so that a branch keeps its number however many there are: one branch is 0, and whenever one
/// falls apart the harder part keeps its number and the softer one takes the next. \param momenta of the
/// tree's nodes. \param count is taken into 1 … number of leaves. \return the branch of each leaf, 0 … count
/// − 1. Cost: the number of nodes.
std::vector<int> branchesOf(const Tree &tree, std::span<const FourMomentum> momenta, int count);

} // namespace quincunx
