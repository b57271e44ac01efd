#pragma once

#include "core/trellis/splitting.h"

#include <vector>

namespace quincunx {

struct GreedyTree {
    std::vector<Split> splits;
    double score = 0;
    double splitsScored = 0;
};

/// Joins the two nodes of the largest preference, which is ψ for showers, until `cluster` is one. A forbidden
/// join is made where nothing else is left: there always is a tree, if only of score −∞. Cost: size² ψ.
GreedyTree greedyTree(const Splitting &splitting, Cluster cluster);

} // namespace quincunx
