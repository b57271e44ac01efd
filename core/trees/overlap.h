#pragma once

#include "core/trees/tree.h"

#include <Eigen/Core>

namespace quincunx {

/// \throws Error if the trees have different numbers of leaves, or none.
void requireSameLeaves(const Tree &a, const Tree &b);

/// |u ∩ v|: how many leaves each node u of `a` shares with each node v of `b` (nodes of a, nodes of b). What
/// most comparisons of trees start from.
/// \throws Error as requireSameLeaves() does. Cost: 4n² additions.
Eigen::MatrixXi overlap(const Tree &a, const Tree &b);

/// For each node of `a` how well its best match in `b` agrees: max over nodes v of `b` of the Jaccard index
/// |u ∩ v| / |u ∪ v|. 1: the same clade is there. For colouring one tree by another.
std::vector<double> bestMatches(const Tree &a, const Tree &b);

} // namespace quincunx
