#pragma once

#include "core/trees/tree.h"

#include <span>
#include <vector>

namespace quincunx {

/// The leaves of `tree` from left to right if of two children the heavier one stands left; of equally heavy
/// ones, the one that the tree has at its left. \param weights of the nodes. Cost: the number of nodes.
std::vector<int> heavierFirst(const Tree &tree, std::span<const double> weights);

} // namespace quincunx
