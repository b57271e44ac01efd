#pragma once

#include "core/base/progress.h"
#include "core/trellis/splitting.h"

#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace quincunx {

/// The trellis recursion restricted to the trees that can be made of some given clusters: those that a beam
/// search or samples have met. Its Z is a lower bound on the full one, its best tree at least as good as any
/// tree the clusters came from; works for up to 64 leaves. Immutable.
///
/// Cost: clusters² / 2 comparisons of bits and one ψ for each split that is possible.
/// Source: Greenberg et al., arXiv:2002.11661, section 3.4.
class SparseTrellis {
public:
    /// \param clusters in any order, repeated or not; leaves and the whole are added.
    SparseTrellis(std::shared_ptr<const Splitting> splitting, std::span<const Cluster> clusters,
                  const Progress &progress = {});

    std::size_t clusterCount() const { return m_clusters.size(); }
    std::size_t splitCount() const { return m_splits.size(); }

    double logZ() const { return m_z.back(); }
    double logMaximum() const { return m_maximum.back(); }
    std::optional<Tree> mostProbableTree() const;
    /// P among the trees of this trellis; 0 for a cluster that it does not have.
    double clusterProbability(Cluster cluster) const;

private:
    struct Edge {
        std::size_t left, right; ///< in m_clusters
        double psi;
    };

    std::shared_ptr<const Splitting> m_splitting;
    std::vector<Cluster> m_clusters; ///< by size
    std::unordered_map<Cluster, std::size_t> m_index;
    std::vector<Edge> m_splits;                    ///< parent by parent
    std::vector<std::size_t> m_first;              ///< of a parent's splits
    std::vector<double> m_z, m_maximum, m_outside; ///< natural logarithms
};

/// Every cluster of every tree.
std::vector<Cluster> clustersOf(std::span<const Tree> trees);

} // namespace quincunx
