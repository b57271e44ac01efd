#include "core/trellis/consensus.h"

#include "core/base/error.h"
#include "core/trellis/sparse_trellis.h"

#include <unordered_map>

namespace quincunx {
namespace {

/// Scores a split by the probability of its parent.
template <class Probability>
class CladeProbability final : public Splitting {
public:
    CladeProbability(int leaves, Probability probability)
        : Splitting(leaves)
        , m_probability(std::move(probability)) {}
    double psi(Cluster a, Cluster b) const override { return m_probability(a | b); }
    double height(Cluster cluster) const override { return m_probability(cluster); }

private:
    Probability m_probability;
};

} // namespace

Tree consensusTree(const Trellis &trellis, std::span<const double> clusterProbabilities,
                   const Progress &progress) {
    auto probability = [clusterProbabilities](Cluster cluster) { return clusterProbabilities[cluster]; };
    return *Trellis(
                std::make_shared<CladeProbability<decltype(probability)>>(trellis.leafCount(), probability),
                {.threads = trellis.threads()}, progress)
                .mostProbableTree();
}

Tree consensusTree(std::span<const Tree> trees, const Progress &progress) {
    if (trees.empty())
        throw Error("cannot find a consensus", "there is no tree", "give at least one");
    std::unordered_map<Cluster, double> share;
    for (const Tree &tree : trees) {
        if (tree.leafCount() != trees.front().leafCount())
            throw Error("cannot find a consensus", "the trees have different numbers of leaves",
                        "give trees over the same leaves");
        for (Cluster cluster : clustersOf(tree))
            share[cluster] += 1 / static_cast<double>(trees.size());
    }
    auto probability = [share](Cluster cluster) {
        const auto found = share.find(cluster);
        return found == share.end() ? 0 : found->second;
    };
    const std::vector<Cluster> clusters = clustersOf(trees);
    return *SparseTrellis(std::make_shared<CladeProbability<decltype(probability)>>(trees.front().leafCount(),
                                                                                    probability),
                          clusters, progress)
                .mostProbableTree();
}

} // namespace quincunx
