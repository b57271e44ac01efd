#include "core/trees/tree_distances.h"

#include "core/trees/matching.h"
#include "core/trees/overlap.h"
#include "core/trees/robinson_foulds.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace quincunx {
namespace {

/// Nodes between leaves and root.
std::vector<int> properClades(const Tree &tree) {
    std::vector<int> clades;
    for (int k = tree.leafCount(); k < tree.root(); ++k)
        clades.push_back(k);
    return clades;
}

bool hasClade(const Eigen::MatrixXi &shared, const Tree &a, int u, const Tree &b) {
    for (int v = b.leafCount(); v < b.nodeCount(); ++v)
        if (shared(u, v) == a.node(u).leaves && b.node(v).leaves == a.node(u).leaves)
            return true;
    return false;
}

/// x log₂(x n / (p q)) with counts, 0 for x = 0.
double information(double x, double p, double q, double n) {
    return x > 0 ? x / n * std::log2(x * n / (p * q)) : 0;
}

/// Mutual information in bits of two two-part clusterings of n things.
double mutualInformation(double both, double first, double second, double n) {
    return information(both, first, second, n) + information(first - both, first, n - second, n) +
           information(second - both, n - first, second, n) +
           information(n - first - second + both, n - first, n - second, n);
}

/// value(lowest common ancestor) for all pairs of leaves i < j, in one order for all trees.
template <class Value>
std::vector<double> overPairs(const Tree &tree, const Value &value) {
    const auto n = static_cast<std::size_t>(tree.leafCount());
    std::vector<double> values(n * (n - 1) / 2);
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k)
        for (int left : tree.leavesBelow(tree.node(k).left))
            for (int right : tree.leavesBelow(tree.node(k).right)) {
                const auto i = static_cast<std::size_t>(std::min(left, right));
                const auto j = static_cast<std::size_t>(std::max(left, right));
                values[j * (j - 1) / 2 + i] = value(k);
            }
    return values;
}

double correlation(const std::vector<double> &x, const std::vector<double> &y) {
    const auto n = static_cast<double>(x.size());
    const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / n;
    const double meanY = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        yy += (y[i] - meanY) * (y[i] - meanY);
        xy += (x[i] - meanX) * (y[i] - meanY);
    }
    return xx > 0 && yy > 0 ? std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0)
                            : std::numeric_limits<double>::quiet_NaN();
}

/// Ranks from 1, ties share their mean.
std::vector<double> ranks(const std::vector<double> &values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> rank(values.size());
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (std::size_t i = begin; i < end; ++i)
            rank[order[i]] = (static_cast<double>(begin + end) + 1) / 2;
    }
    return rank;
}

/// For each pair of leaves into how many groups the tree falls when it first parts them: 2 if at the root.
std::vector<double> partingLevels(const Tree &tree) {
    std::vector<int> inner(static_cast<std::size_t>(tree.nodeCount() - tree.leafCount()));
    std::iota(inner.begin(), inner.end(), tree.leafCount());
    std::ranges::stable_sort(inner, {}, [&](int k) { return tree.node(k).height; });
    std::vector<double> level(static_cast<std::size_t>(tree.nodeCount()));
    for (std::size_t i = 0; i < inner.size(); ++i)
        level[static_cast<std::size_t>(inner[i])] = static_cast<double>(inner.size() - i + 1);
    return overPairs(tree, [&](int k) { return level[static_cast<std::size_t>(k)]; });
}

} // namespace

double weightedRobinsonFoulds(const Tree &a, const Tree &b, const CladeWeight &weight) {
    const Eigen::MatrixXi shared = overlap(a, b);
    const Eigen::MatrixXi mirrored = shared.transpose();
    double sum = 0;
    auto addMissing = [&](const Eigen::MatrixXi &counts, const Tree &from, const Tree &other) {
        for (int u : properClades(from))
            if (!hasClade(counts, from, u, other))
                sum += weight ? weight(from.leavesBelow(u)) : 1;
    };
    addMissing(shared, a, b);
    addMissing(mirrored, b, a);
    return sum;
}

double tripletDistance(const Tree &a, const Tree &b) {
    const Eigen::MatrixXi shared = overlap(a, b);
    const double n = a.leafCount();
    if (n < 3)
        return 0;
    // A triple xy|z is resolved at the node that parts x from y: both trees agree on it where node u of one
    // and v of the other part x from y and z is outside of both.
    double alike = 0;
    for (int u = a.leafCount(); u < a.root(); ++u)
        for (int v = b.leafCount(); v < b.root(); ++v) {
            const double straight = static_cast<double>(shared(a.node(u).left, b.node(v).left)) *
                                    shared(a.node(u).right, b.node(v).right);
            const double crossed = static_cast<double>(shared(a.node(u).left, b.node(v).right)) *
                                   shared(a.node(u).right, b.node(v).left);
            alike += (straight + crossed) * (n - a.node(u).leaves - b.node(v).leaves + shared(u, v));
        }
    return 1 - alike / (n * (n - 1) * (n - 2) / 6);
}

double clusteringInformationDistance(const Tree &a, const Tree &b) {
    const Eigen::MatrixXi shared = overlap(a, b);
    const double n = a.leafCount();
    const std::vector<int> first = properClades(a), second = properClades(b);
    if (first.empty())
        return 0;
    const auto count = static_cast<Eigen::Index>(first.size());
    Eigen::MatrixXd gain(count, count);
    double entropy = 0;
    for (Eigen::Index i = 0; i < count; ++i) {
        const int u = first[static_cast<std::size_t>(i)];
        const double sizeU = a.node(u).leaves;
        for (Eigen::Index j = 0; j < count; ++j) {
            const int v = second[static_cast<std::size_t>(j)];
            gain(i, j) = mutualInformation(shared(u, v), sizeU, b.node(v).leaves, n);
        }
        const double sizeV = b.node(second[static_cast<std::size_t>(i)]).leaves;
        entropy += mutualInformation(sizeU, sizeU, sizeU, n) + mutualInformation(sizeV, sizeV, sizeV, n);
    }
    return std::clamp(1 - largestMatching(gain) / (entropy / 2), 0.0, 1.0);
}

double copheneticCorrelation(const Tree &a, const Tree &b) {
    requireSameLeaves(a, b);
    return correlation(overPairs(a, [&](int k) { return a.node(k).height; }),
                       overPairs(b, [&](int k) { return b.node(k).height; }));
}

double bakersGamma(const Tree &a, const Tree &b) {
    requireSameLeaves(a, b);
    return correlation(ranks(partingLevels(a)), ranks(partingLevels(b)));
}

double sharedClades(const Tree &a, const Tree &b) {
    const int n = a.leafCount();
    const int different = robinsonFoulds(a, b);
    return n < 3 ? 1 : 1 - different / (2.0 * (n - 2));
}

const Registry<TreeDistance> &treeDistances() {
    using Sense = TreeDistance::Sense;
    auto plain = [](double (*measure)(const Tree &, const Tree &)) {
        return [measure](const Tree &a, const Tree &b, const CladeWeight &) { return measure(a, b); };
    };
    static const auto registry = [&] {
        Registry<TreeDistance> all("tree distance");
        all.add({{"robinson_foulds", "Robinson–Foulds", "How many clades are in one tree only.",
                  "Robinson, Foulds, Math. Biosci. 53 (1981) 131"},
                 Sense::Distance,
                 [](const Tree &a, const Tree &b, const CladeWeight &) -> double {
                     return robinsonFoulds(a, b);
                 }});
        all.add({{"weighted_robinson_foulds", "Robinson–Foulds, weighted",
                  "The same, with each clade counted by its posterior probability.",
                  "Robinson, Foulds, Math. Biosci. 53 (1981) 131"},
                 Sense::Distance,
                 weightedRobinsonFoulds});
        all.add({{"triplet", "Triplets", "Share of the triples of leaves that are joined in another order.",
                  "Dobson, Lect. Notes Math. 452 (1975) 95"},
                 Sense::Distance,
                 plain(tripletDistance)});
        all.add({{"clustering_information", "Clustering information",
                  "What the best matching of clades does not tell of the other tree.",
                  "Smith, Bioinformatics 36 (2020) 5007"},
                 Sense::Distance,
                 plain(clusteringInformationDistance)});
        all.add({{"cophenetic", "Cophenetic correlation", "Correlation of the heights at which leaves join.",
                  "Sokal, Rohlf, Taxon 11 (1962) 33"},
                 Sense::Similarity,
                 plain(copheneticCorrelation)});
        all.add({{"bakers_gamma", "Baker's gamma", "Rank correlation of the order in which leaves part.",
                  "Baker, J. Am. Stat. Assoc. 69 (1974) 440"},
                 Sense::Similarity,
                 plain(bakersGamma)});
        all.add({{"shared_clades", "Shared clades", "Share of the n−2 clades that both trees have.", ""},
                 Sense::Similarity,
                 plain(sharedClades)});
        return all;
    }();
    return registry;
}

} // namespace quincunx
