#pragma once

#include "core/event/four_momentum.h"
#include "core/trees/tree.h"
#include "core/trellis/similarity.h"

#include <span>
#include <vector>

namespace quincunx {

/// A jet of many constituents as few subjets, so that the trellis can hold it. A tree over subjets says
/// nothing of what is below them.
struct Subjets {
    std::vector<FourMomentum> momenta;          ///< E-scheme sums, by falling pT
    std::vector<std::vector<int>> constituents; ///< of each, as indices into what came in
};

/// The exclusive subjets of generalised kT with p = alpha (1 kT, 0 Cambridge/Aachen): the clustering stopped
/// when `count` are left. Fewer constituents than that are returned as they are.
/// \throws Error if count < 1 or a momentum is not finite.
Subjets exclusiveSubjets(std::span<const FourMomentum> momenta, int count, double alpha);

/// A table of many samples as few groups of similar ones: average linkage (UPGMA) stopped when `count` are
/// left. Weights between groups are means over their samples; a group is named after its members, and keeps
/// their group name if they have it in common.
struct ReducedTable {
    SimilarityTable table;
    std::vector<std::vector<int>> members; ///< of each row, as rows of what came in
};
ReducedTable reduceTable(const SimilarityTable &table, int count);

/// The same merges, all of them: the two groups of the largest mean similarity first. Heights are these
/// means. Cost: n³.
Tree averageLinkageTree(const SimilarityTable &table);

} // namespace quincunx
