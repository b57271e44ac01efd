#include "core/trellis/splitting.h"

#include "core/base/error.h"
#include "core/trellis/trellis_engine.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace quincunx {

Splitting::Splitting(int leaves) : m_leaves(leaves) {
    if (leaves < 1 || leaves > maximumLeaves)
        throw Error("cannot score trees of " + std::to_string(leaves) + " leaves",
                    "there can be 1 to " + std::to_string(maximumLeaves),
                    "recluster to at most 20 subjets first");
}

Splitting::~Splitting() = default;

double Splitting::preference(Cluster, Cluster, double psi) const {
    return psi;
}

double Splitting::bound(Cluster cluster) const {
    return isLeaf(cluster) ? 0 : std::numeric_limits<double>::infinity();
}

std::unique_ptr<TrellisEngine> Splitting::fastEngine() const {
    return nullptr;
}

Tree treeFromSplits(std::vector<Split> splits, const Splitting &splitting) {
    std::ranges::sort(splits, {}, [](const Split &split) { return size(split.parent()); });
    std::unordered_map<Cluster, int> node;
    for (int leaf = 0; leaf < splitting.leafCount(); ++leaf)
        node[clusterOf(leaf)] = leaf;
    std::vector<Merge> merges;
    for (const Split &split : splits) {
        const bool ordered = lowestLeaf(split.left) < lowestLeaf(split.right);
        merges.push_back({node.at(ordered ? split.left : split.right),
                          node.at(ordered ? split.right : split.left), splitting.height(split.parent())});
        node[split.parent()] = splitting.leafCount() + static_cast<int>(merges.size()) - 1;
    }
    return Tree(splitting.leafCount(), merges);
}

std::vector<Cluster> clustersOf(const Tree &tree) {
    std::vector<Cluster> clusters;
    for (int k = 0; k < tree.nodeCount(); ++k) {
        const Tree::Node &node = tree.node(k);
        clusters.push_back(tree.isLeaf(k) ? clusterOf(k)
                                          : clusters[static_cast<std::size_t>(node.left)] |
                                                clusters[static_cast<std::size_t>(node.right)]);
    }
    return clusters;
}

std::vector<double> splitScores(const Tree &tree, const Splitting &splitting) {
    if (tree.leafCount() != splitting.leafCount())
        throw Error("cannot score the tree",
                    "it has " + std::to_string(tree.leafCount()) + " leaves, the data " +
                        std::to_string(splitting.leafCount()),
                    "choose a tree over the same leaves");
    const std::vector<Cluster> clusters = clustersOf(tree);
    std::vector<double> scores;
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k)
        scores.push_back(splitting.psi(clusters[static_cast<std::size_t>(tree.node(k).left)],
                                       clusters[static_cast<std::size_t>(tree.node(k).right)]));
    return scores;
}

double logLikelihood(const Tree &tree, const Splitting &splitting) {
    const std::vector<double> scores = splitScores(tree, splitting);
    return std::accumulate(scores.begin(), scores.end(), 0.0);
}

} // namespace quincunx
