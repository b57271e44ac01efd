#pragma once

#include "core/trees/tree.h"

#include <span>
#include <vector>

namespace quincunx {

/// The leaves from left to right such that `tree` is drawn without crossings, and `others` with as few as a
/// descent finds: of all n−1 turns of left and right it takes those that make Σ over the nodes of the others
/// of (places from its first to its last leaf) smaller, until none does. The same answer for the same trees.
/// \throws Error if their numbers of leaves differ. Cost: about n² for each of the others, a few times.
std::vector<int> commonOrder(const Tree &tree, std::span<const Tree> others);

} // namespace quincunx
