// Distances between trees: the laws of each, and slow but obvious counterparts.
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/trees/matching.h"
#include "core/trees/overlap.h"
#include "core/trees/robinson_foulds.h"
#include "core/trees/tree_distances.h"
#include "tests/registry.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

using namespace quincunx;

namespace {

Tree randomTree(int n, RandomEngine &random) {
    std::vector<int> roots(static_cast<std::size_t>(n));
    std::iota(roots.begin(), roots.end(), 0);
    std::vector<Merge> merges;
    while (roots.size() > 1) {
        std::ranges::shuffle(roots, random);
        const int second = roots.back();
        roots.pop_back();
        merges.push_back({roots.back(), second, static_cast<double>(merges.size() + 1)});
        roots.back() = n + static_cast<int>(merges.size()) - 1;
    }
    return Tree(n, merges);
}

Tree read(const char *newick) {
    return treeFromNewick(newick).tree;
}

std::set<int> cladeOf(const Tree &tree, int node) {
    const std::vector<int> leaves = tree.leavesBelow(node);
    return {leaves.begin(), leaves.end()};
}

/// Which of the three leaves is joined last: by their lowest common ancestors, node by node.
int outsider(const Tree &tree, int i, int j, int k) {
    for (int node = tree.leafCount(); node < tree.nodeCount(); ++node) {
        const auto clade = cladeOf(tree, node);
        const int in[] = {int(clade.count(i)), int(clade.count(j)), int(clade.count(k))};
        if (in[0] + in[1] + in[2] == 2)
            return in[0] == 0 ? i : in[1] == 0 ? j : k;
    }
    return -1;
}

double measure(const char *name, const Tree &a, const Tree &b) {
    return treeDistances().at(name).measure(a, b, {});
}

} // namespace

class TestTreeDistances : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lawsOfAll() {
        RandomEngine random(1);
        for (const TreeDistance &distance : treeDistances().entries()) {
            const bool similarity = distance.sense == TreeDistance::Sense::Similarity;
            for (int n : {4, 7, 30}) {
                const Tree a = randomTree(n, random), b = randomTree(n, random);
                QVERIFY(std::fabs(distance.measure(a, a, {}) - (similarity ? 1 : 0)) < 1e-12);
                const double ab = distance.measure(a, b, {});
                QVERIFY(std::fabs(ab - distance.measure(b, a, {})) < 1e-12);
                QVERIFY(similarity ? ab <= 1 && ab >= -1 : ab >= 0);
            }
            QVERIFY_THROWS_EXCEPTION(Error,
                                     distance.measure(randomTree(4, random), randomTree(5, random), {}));
            for (int n : {1, 2}) { // nothing to disagree about
                const double value = distance.measure(randomTree(n, random), randomTree(n, random), {});
                QVERIFY(std::isnan(value) || value == (similarity ? 1 : 0));
            }
        }
    }

    void overlapAndMatches() {
        RandomEngine random(2);
        const Tree a = randomTree(12, random), b = randomTree(12, random);
        const auto shared = overlap(a, b);
        const auto best = bestMatches(a, b);
        for (int u = 0; u < a.nodeCount(); ++u) {
            double jaccard = 0;
            for (int v = 0; v < b.nodeCount(); ++v) {
                const auto one = cladeOf(a, u), other = cladeOf(b, v);
                std::vector<int> both;
                std::ranges::set_intersection(one, other, std::back_inserter(both));
                QCOMPARE(shared(u, v), static_cast<int>(both.size()));
                jaccard =
                    std::max(jaccard, double(both.size()) / double(one.size() + other.size() - both.size()));
            }
            QCOMPARE(best[static_cast<std::size_t>(u)], jaccard);
        }
    }

    void triplets() {
        RandomEngine random(3);
        for (int n : {3, 5, 9}) {
            const Tree a = randomTree(n, random), b = randomTree(n, random);
            int different = 0, all = 0;
            for (int i = 0; i < n; ++i)
                for (int j = i + 1; j < n; ++j)
                    for (int k = j + 1; k < n; ++k, ++all)
                        different += outsider(a, i, j, k) != outsider(b, i, j, k);
            QVERIFY(std::fabs(tripletDistance(a, b) - double(different) / all) < 1e-12);
        }
    }

    void robinsonFouldsWithWeights() {
        RandomEngine random(4);
        for (int n : {4, 8, 20}) {
            const Tree a = randomTree(n, random), b = randomTree(n, random);
            QCOMPARE(weightedRobinsonFoulds(a, b, {}), double(robinsonFoulds(a, b)));
            QCOMPARE(sharedClades(a, b), 1 - robinsonFoulds(a, b) / (2.0 * (n - 2)));
            const double half = weightedRobinsonFoulds(a, b, [](std::span<const int>) { return 0.5; });
            QCOMPARE(half, 0.5 * robinsonFoulds(a, b));
        }
        // {0,1} and {0,2} are in one tree only, {0,1,2} is in both
        const double bySize = weightedRobinsonFoulds(
            read("(((0,1),2),3)"), read("(((0,2),1),3)"),
            [](std::span<const int> clade) { return std::accumulate(clade.begin(), clade.end(), 0.0); });
        QCOMPARE(bySize, 1.0 + 2.0);
    }

    void matchingIsTheLargest() {
        RandomEngine random(5);
        for (int n = 1; n <= 7; ++n) {
            Eigen::MatrixXd gain(n, n);
            for (double &g : gain.reshaped())
                g = uniform(random) - 0.3;
            std::vector<int> order(static_cast<std::size_t>(n));
            std::iota(order.begin(), order.end(), 0);
            double best = -1e9;
            do {
                double sum = 0;
                for (int i = 0; i < n; ++i)
                    sum += gain(i, order[static_cast<std::size_t>(i)]);
                best = std::max(best, sum);
            } while (std::ranges::next_permutation(order).found);
            QVERIFY(std::fabs(largestMatching(gain) - best) < 1e-12);
        }
    }

    /// With four leaves and one pair each: H(½) = 1 bit for both, no bit in common for crossed pairs.
    void clusteringInformation() {
        const Tree a = read("((0,1),(2,3))"), b = read("((0,2),(1,3))");
        QVERIFY(std::fabs(clusteringInformationDistance(a, b) - 1) < 1e-12);
        QVERIFY(std::fabs(clusteringInformationDistance(a, a)) < 1e-12);
        // nearer trees are nearer
        const Tree near = read("(((((0,1),3),2),4),5)"), far = read("(((((5,3),0),2),4),1)");
        const Tree chain = read("(((((0,1),2),3),4),5)");
        QVERIFY(clusteringInformationDistance(chain, near) < clusteringInformationDistance(chain, far));
    }

    void correlations() {
        // Heights 1, 2, 3 along a chain: the pairs join at 1, 2, 2, 3, 3, 3.
        const std::vector<Merge> chain{{0, 1, 1}, {4, 2, 2}, {5, 3, 3}},
            other{{0, 2, 1}, {4, 1, 2}, {5, 3, 3}};
        const Tree a(4, chain), b(4, other);
        // x = (01:1, 02:2, 12:2, 03:3, 13:3, 23:3), y = (2, 1, 2, 3, 3, 3): cov/var by hand
        QVERIFY(std::fabs(copheneticCorrelation(a, b) - 0.7) < 1e-12);
        QVERIFY(std::fabs(copheneticCorrelation(a, a) - 1) < 1e-12);
        // Baker's gamma sees the order of heights alone.
        const std::vector<Merge> stretched{{0, 2, 10}, {4, 1, 200}, {5, 3, 1e6}};
        QCOMPARE(bakersGamma(a, Tree(4, stretched)), bakersGamma(a, b));
        QVERIFY(bakersGamma(a, b) > 0.5 && bakersGamma(a, b) < 1);
        QVERIFY(std::isnan(
            measure("cophenetic", read("((0,1),2)"), Tree(3, std::vector<Merge>{{0, 1, 1}, {3, 2, 1}}))));
    }
};

QUINCUNX_TEST(tree_distances, TestTreeDistances, NoApplication)
#include "test_tree_distances.moc"
