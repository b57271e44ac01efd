#pragma once

#include "core/trees/tree.h"

#include <span>
#include <vector>

namespace quincunx {

/// For each of the n−1 gaps between neighbours in `order`, the inner node of `tree` that stands for it: all
/// nodes once. In a tree without crossings it is where the two neighbours part; where several gaps part at
/// one node, the nodes left over take the other gaps from left to right. Two trees over one order can so be
/// compared split by split, and what they differ by adds up. Cost: n².
std::vector<int> splitsInGaps(const Tree &tree, std::span<const int> order);

} // namespace quincunx
