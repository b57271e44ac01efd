#pragma once

#include "core/base/progress.h"
#include "core/trellis/splitting.h"
#include "core/trellis/trellis_engine.h"

#include <memory>
#include <optional>
#include <span>

namespace quincunx {

struct TrellisOptions {
    int threads = 0;                       ///< 0: one for each core
    double memoryLimit = 4.0 * (1u << 30); ///< bytes that may be taken
};

/// The exact distribution over all (2n−3)!! binary trees of n leaves, p(tree) = e^(Σψ)/Z, in time 3^n and
/// memory 2^n. Immutable.
///
/// Conventions at the edges: one leaf has the one tree, Z = 1; if every tree is forbidden, ln Z = −∞ and
/// there is no most probable tree.
///
/// Source: Greenberg et al., *Data structures and algorithms for exact inference in hierarchical clustering*,
/// AISTATS 2021, arXiv:2002.11661.
class Trellis {
public:
    /// Sums over all trees. Progress tells memory and number of splits first.
    /// \throws Error if there are more than 24 leaves or the memory limit is too low, with a way out;
    /// Cancelled. Cost: see the engines (GinkgoEngine: 0.06 s at 16 leaves, 5 s at 20 on one core).
    explicit Trellis(std::shared_ptr<const Splitting> splitting, const TrellisOptions &options = {},
                     const Progress &progress = {});

    /// Bytes of the tables over so many leaves, marginals included.
    static double memory(int leaves);
    static constexpr int mostLeaves = 24;
    /// \throws Error if a trellis over so many leaves is too large, with the reason and a way out.
    static void requireFits(int leaves, const TrellisOptions &options);

    const Splitting &splitting() const { return *m_splitting; }
    int leafCount() const { return m_splitting->leafCount(); }
    int threads() const { return m_threads; }

    double logZ() const { return logZ(m_splitting->all()); }
    double logMaximum() const { return logMaximum(m_splitting->all()); }
    /// Of the trees over a cluster alone.
    double logZ(Cluster cluster) const { return m_engine->logZ(cluster); }
    double logMaximum(Cluster cluster) const { return m_engine->logMaximum(cluster); }

    /// The most probable tree; none if all are forbidden. Found again from M, 2^n ψ in the worst case.
    std::optional<Tree> mostProbableTree() const;

    /// P(cluster in the tree), indexed by cluster; over clusters of two or more leaves it sums to n−1.
    /// Cost: about twice that of Z.
    std::vector<double> clusterProbabilities(const Progress &progress = {}) const;

    /// Number of finite trees and E[Σψ]; the entropy is ln Z − E[Σψ]. Cost: about 1.5 times that of Z.
    TreeStatistics statistics(const Progress &progress = {}) const;

private:
    std::shared_ptr<const Splitting> m_splitting;
    std::unique_ptr<TrellisEngine> m_engine;
    int m_threads;
};

/// P(parent splits into left and right).
double splitProbability(const Trellis &trellis, std::span<const double> clusterProbabilities,
                        const Split &split);

/// E of the Robinson–Foulds distance of `tree` to a tree of the posterior: 2 Σ (1 − P) over its clusters
/// (Felsenstein's symmetric difference, rooted).
double expectedRobinsonFoulds(const Tree &tree, std::span<const double> clusterProbabilities);

} // namespace quincunx
