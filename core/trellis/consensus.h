#pragma once

#include "core/trellis/trellis.h"

namespace quincunx {

/// The tree with the largest Σ of probabilities of its clusters, which is the tree of the least expected
/// Robinson–Foulds distance to the whole distribution: a consensus that is binary. Heights are the
/// probabilities.
/// \param clusterProbabilities of a trellis (Trellis::clusterProbabilities).
/// Cost: that of the log-domain engine, 1 s at 16 leaves.
Tree consensusTree(const Trellis &trellis, std::span<const double> clusterProbabilities,
                   const Progress &progress = {});

/// The same for a set of trees over the same, at most 64, leaves, made of clusters that they have: the tree
/// of the least mean distance to them. \throws Error if there is no tree or their leaves differ.
Tree consensusTree(std::span<const Tree> trees, const Progress &progress = {});

} // namespace quincunx
