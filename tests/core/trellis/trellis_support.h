#pragma once

#include "core/ginkgo/ginkgo.h"
#include "core/trellis/densities.h"
#include "core/trellis/log_sum.h"
#include "tests/support.h"

#include <algorithm>
#include <cmath>
#include <vector>

/// What the tests of the trellis share: jets, tables, and every tree of a few leaves by enumeration.
namespace quincunx::test {

inline const char *const ginkgoDensities[] = {"exact", "published", "ginkgo"};

inline GinkgoJet jetOf(int leaves, RandomEngine &random, const char *kind = "qcd") {
    return generateGinkgoJets(ginkgoKinds().at(kind).settings, 1, {leaves, leaves}, random).front();
}

inline LeafData dataOf(const GinkgoJet &jet) {
    return {jet.leaves, jet.settings, {}};
}

/// Weights between −1 and 1.
inline SimilarityTable tableOf(int size, RandomEngine &random) {
    SimilarityTable table;
    table.weights = Eigen::MatrixXd::Zero(size, size);
    for (int i = 0; i < size; ++i) {
        table.labels.push_back(std::to_string(i));
        for (int j = 0; j < i; ++j)
            table.weights(i, j) = table.weights(j, i) = 2 * uniform(random) - 1;
    }
    return table;
}

/// A splitting of that name over random leaves.
inline std::shared_ptr<const Splitting> randomSplitting(const std::string &density, int leaves,
                                                        RandomEngine &random) {
    if (densities().at(density).needs == SplittingDensity::Needs::Similarities)
        return makeSplitting(density, {{}, {}, tableOf(leaves, random)});
    return makeSplitting(density, dataOf(jetOf(leaves, random, leaves < 5 ? "qcd" : "w")));
}

struct Enumerated {
    double score = 0;
    std::vector<Split> splits;
};

/// Every tree over a cluster with its score, −∞ included: (2n−3)!! of them.
inline std::vector<Enumerated> allTrees(const Splitting &splitting, Cluster cluster) {
    if (isLeaf(cluster))
        return {{}};
    std::vector<Enumerated> all;
    forEachSplit(cluster, [&](Cluster a, Cluster b) {
        const double psi = splitting.psi(a, b);
        const auto left = allTrees(splitting, a), right = allTrees(splitting, b);
        for (const Enumerated &one : left)
            for (const Enumerated &other : right) {
                Enumerated tree{psi + one.score + other.score, one.splits};
                tree.splits.insert(tree.splits.end(), other.splits.begin(), other.splits.end());
                tree.splits.push_back({a, b});
                all.push_back(std::move(tree));
            }
    });
    return all;
}

inline double logSum(const std::vector<Enumerated> &trees) {
    LogSum sum;
    for (const Enumerated &tree : trees)
        sum.add(tree.score);
    return sum.value();
}

inline bool close(double found, double expected, double tolerance = 1e-10) {
    return found == expected || std::fabs(found - expected) <= tolerance * std::max(1.0, std::fabs(expected));
}

} // namespace quincunx::test

/// Both numbers are shown if they differ.
#define VERIFY_CLOSE(found, expected)                                                                        \
    QVERIFY2(quincunx::test::close(found, expected),                                                         \
             qPrintable(QString("%1, expected %2").arg(found, 0, 'g', 17).arg(expected, 0, 'g', 17)))
