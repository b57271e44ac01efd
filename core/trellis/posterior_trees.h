#pragma once

#include "core/base/random.h"
#include "core/trellis/trellis.h"

#include <vector>

namespace quincunx {

/// `count` independent trees, exactly from the posterior: from the root down, S splits into {A, B} with
/// probability e^ψ Z(A) Z(B)/Z(S). None if every tree is forbidden. Each cluster that any sample meets is
/// looked through once, for all samples that meet it. Cost: about 100 ns for each split of these clusters.
std::vector<Tree> sampleTrees(const Trellis &trellis, std::size_t count, RandomEngine &random,
                              const Progress &progress = {});

struct ScoredTree {
    Tree tree;
    double logLikelihood = 0;
};

/// The `count` trees of the highest score, the best first; fewer if fewer are finite. Each cluster keeps a
/// queue of candidates that is extended only as far as it is asked for (Huang, Chiang, *Better k-best
/// parsing*, IWPT 2005, algorithm 3).
std::vector<ScoredTree> bestTrees(const Trellis &trellis, std::size_t count, const Progress &progress = {});

} // namespace quincunx
