#pragma once

#include "core/base/progress.h"
#include "core/trellis/splitting.h"

#include <limits>
#include <vector>

namespace quincunx {

struct AStarResult {
    std::vector<Split> splits; ///< of the best tree found
    double score = 0;
    double upperBound = 0; ///< no tree is better: equals `score` if the search came to its end
    double splitsScored = 0;
};

/// The best tree, by A* over the clusters of the trellis.
///
/// Every cluster has an upper bound on the score of its trees: Splitting::bound at first; once it is
/// expanded, the largest ψ(A,B) + bound(A) + bound(B) of its splits. Again and again the most promising tree
/// is followed from the root to a cluster that is not expanded yet, that is expanded, and the bounds above it
/// fall. When the most promising tree is complete its score is the bound, and nothing can be better. Splits
/// that cannot beat the greedy tree of their cluster are dropped.
///
/// \param mostSplits stops when so many are scored; the best tree then known is returned with the bound,
/// which still is proven: approximate A*. \throws Error if there are more than 24 leaves, or what must be
/// kept passes 4 GB; Cancelled. Source: Greenberg et al., *Exact and approximate hierarchical clustering
/// using A**, UAI 2021, arXiv:2104.07061; its heuristic is not admissible, ours is (Splitting::bound).
AStarResult aStar(const Splitting &splitting, double mostSplits = std::numeric_limits<double>::infinity(),
                  const Progress &progress = {});

} // namespace quincunx
