#pragma once

#include "core/trees/tree.h"
#include "core/trellis/cluster.h"

#include <limits>
#include <memory>
#include <vector>

namespace quincunx {

class TrellisEngine;

/// ψ of a split that no tree may have.
inline constexpr double forbidden = -std::numeric_limits<double>::infinity();

/// A score ψ(A, B) [natural logarithm] of splitting the cluster A ∪ B into A and B, over leaves 0 … n−1 that
/// are fixed. The score of a tree is the sum of ψ over its inner nodes. This is all that the trellis and the
/// searches know of physics, and what a plugin implements to bring a density of its own (see densities.h).
///
/// Implementations are immutable and may be asked from several threads at once.
class Splitting {
public:
    /// \throws Error unless 1 ≤ leaves ≤ 64.
    explicit Splitting(int leaves);
    virtual ~Splitting();

    int leafCount() const { return m_leaves; }
    Cluster all() const { return allLeaves(m_leaves); }

    /// Symmetric in the two disjoint, non-empty clusters; −∞ where the split is forbidden, never NaN.
    virtual double psi(Cluster a, Cluster b) const = 0;

    /// How gladly a search from the leaves upwards joins A and B, whose ψ is given: ψ itself, unless the
    /// cheapest join is not the best one. Never NaN.
    virtual double preference(Cluster a, Cluster b, double psi) const;

    /// An upper bound on the score of every tree over `cluster`: what makes A* exact. Must be 0 for a leaf.
    /// +∞, the default, says nothing and is always true.
    virtual double bound(Cluster cluster) const;

    /// What is drawn as the height of a node; by default how many splits are below it.
    virtual double height(Cluster cluster) const { return size(cluster) - 1; }

    /// A faster way through the trellis than asking ψ split by split; null, the default, if there is none.
    virtual std::unique_ptr<TrellisEngine> fastEngine() const;

private:
    int m_leaves;
};

struct Split {
    Cluster left = 0, right = 0;
    Cluster parent() const { return left | right; }
};

/// The tree of these n−1 splits, in any order; heights as the splitting tells.
Tree treeFromSplits(std::vector<Split> splits, const Splitting &splitting);

/// The leaves below every node of a tree of at most 64 leaves.
std::vector<Cluster> clustersOf(const Tree &tree);

/// Σψ over the inner nodes. \throws Error if the tree is not over as many leaves.
double logLikelihood(const Tree &tree, const Splitting &splitting);

/// ψ of every inner node, in the order of the nodes.
std::vector<double> splitScores(const Tree &tree, const Splitting &splitting);

} // namespace quincunx
