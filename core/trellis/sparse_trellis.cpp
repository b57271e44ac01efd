#include "core/trellis/sparse_trellis.h"

#include "core/trellis/log_sum.h"

#include <algorithm>

namespace quincunx {

SparseTrellis::SparseTrellis(std::shared_ptr<const Splitting> splitting, std::span<const Cluster> clusters,
                             const Progress &progress)
    : m_splitting(std::move(splitting))
    , m_clusters(clusters.begin(), clusters.end()) {
    for (int leaf = 0; leaf < m_splitting->leafCount(); ++leaf)
        m_clusters.push_back(clusterOf(leaf));
    m_clusters.push_back(m_splitting->all());
    std::ranges::sort(m_clusters,
                      [](Cluster a, Cluster b) { return std::pair(size(a), a) < std::pair(size(b), b); });
    m_clusters.erase(std::ranges::unique(m_clusters).begin(), m_clusters.end());
    for (std::size_t k = 0; k < m_clusters.size(); ++k)
        m_index[m_clusters[k]] = k;

    m_z.assign(m_clusters.size(), forbidden);
    m_maximum = m_z;
    for (std::size_t s = 0; s < m_clusters.size(); ++s) {
        progress.check();
        progress.report(static_cast<double>(s) / static_cast<double>(m_clusters.size()), "sparse trellis");
        m_first.push_back(m_splits.size());
        const Cluster parent = m_clusters[s];
        if (isLeaf(parent)) {
            m_z[s] = m_maximum[s] = 0;
            continue;
        }
        LogSum sum;
        for (std::size_t a = 0; a < s; ++a) {
            const Cluster left = m_clusters[a];
            if ((left & ~parent) || !(left & lowestLeaf(parent)))
                continue;
            const auto other = m_index.find(parent ^ left);
            if (other == m_index.end())
                continue;
            const std::size_t b = other->second;
            const double psi = m_splitting->psi(left, m_clusters[b]);
            m_splits.push_back({a, b, psi});
            sum.add(psi + m_z[a] + m_z[b]);
            m_maximum[s] = std::max(m_maximum[s], psi + m_maximum[a] + m_maximum[b]);
        }
        m_z[s] = sum.value();
    }
    m_first.push_back(m_splits.size());

    std::vector<LogSum> outside(m_clusters.size());
    outside.back().add(0);
    m_outside.assign(m_clusters.size(), forbidden);
    for (std::size_t s = m_clusters.size(); s-- > 0;) {
        m_outside[s] = outside[s].value();
        for (std::size_t e = m_first[s]; e < m_first[s + 1]; ++e) {
            const Edge &edge = m_splits[e];
            outside[edge.left].add(m_outside[s] + edge.psi + m_z[edge.right]);
            outside[edge.right].add(m_outside[s] + edge.psi + m_z[edge.left]);
        }
    }
}

std::optional<Tree> SparseTrellis::mostProbableTree() const {
    if (logMaximum() == forbidden)
        return std::nullopt;
    std::vector<Split> splits;
    std::vector<std::size_t> waiting{m_clusters.size() - 1};
    while (!waiting.empty()) {
        const std::size_t s = waiting.back();
        waiting.pop_back();
        if (isLeaf(m_clusters[s]))
            continue;
        const auto begin = m_splits.begin() + static_cast<std::ptrdiff_t>(m_first[s]);
        const auto end = m_splits.begin() + static_cast<std::ptrdiff_t>(m_first[s + 1]);
        const Edge best = *std::ranges::max_element(begin, end, {}, [&](const Edge &edge) {
            return edge.psi + m_maximum[edge.left] + m_maximum[edge.right];
        });
        splits.push_back({m_clusters[best.left], m_clusters[best.right]});
        waiting.insert(waiting.end(), {best.left, best.right});
    }
    return treeFromSplits(std::move(splits), *m_splitting);
}

double SparseTrellis::clusterProbability(Cluster cluster) const {
    const auto at = m_index.find(cluster);
    if (at == m_index.end() || logZ() == forbidden)
        return 0;
    return std::exp(m_z[at->second] + m_outside[at->second] - logZ());
}

std::vector<Cluster> clustersOf(std::span<const Tree> trees) {
    std::vector<Cluster> all;
    for (const Tree &tree : trees) {
        const std::vector<Cluster> clusters = clustersOf(tree);
        all.insert(all.end(), clusters.begin(), clusters.end());
    }
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
}

} // namespace quincunx
