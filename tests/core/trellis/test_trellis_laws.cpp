// What must hold of the trellis on random leaves: against enumeration of all trees, and its own identities.
#include "core/trees/robinson_foulds.h"
#include "core/trellis/consensus.h"
#include "core/trellis/posterior_trees.h"
#include "core/trellis/sparse_trellis.h"
#include "tests/core/trellis/trellis_support.h"

#include <map>
#include <numeric>

using namespace quincunx;

namespace {

/// χ² of counts against probabilities, with what is rare put together; and its degrees of freedom.
std::pair<double, double> chiSquared(const std::vector<double> &counts,
                                     const std::vector<double> &probability) {
    const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
    double sum = 0, bins = 0, rareCount = 0, rareExpected = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double expected = total * probability[i];
        if (expected < 10) {
            rareCount += counts[i];
            rareExpected += expected;
            continue;
        }
        sum += (counts[i] - expected) * (counts[i] - expected) / expected;
        ++bins;
    }
    if (rareExpected > 5) {
        sum += (rareCount - rareExpected) * (rareCount - rareExpected) / rareExpected;
        ++bins;
    }
    return {sum, bins - 1};
}

void verifyPlausible(const std::pair<double, double> &chi2) {
    const auto [value, freedom] = chi2;
    QVERIFY(freedom >= 1);
    // Each tail is beyond 4 standard deviations of a χ² distribution.
    QVERIFY2(value < freedom + 4 * std::sqrt(2 * freedom) + 8 && value > freedom - 4 * std::sqrt(2 * freedom),
             qPrintable(QString("chi2 %1 for %2 degrees of freedom").arg(value).arg(freedom)));
}

} // namespace

class TestTrellisLaws : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void enumeration_data() {
        QTest::addColumn<QString>("density");
        QTest::addColumn<int>("leaves");
        for (const SplittingDensity &density : densities().entries())
            for (int leaves = 2; leaves <= 7; ++leaves)
                QTest::addRow("%s %d", density.name.c_str(), leaves)
                    << QString::fromStdString(density.name) << leaves;
    }
    void enumeration() {
        QFETCH(QString, density);
        QFETCH(int, leaves);
        RandomEngine random(static_cast<std::uint64_t>(leaves));
        for (int repeat = 0; repeat < (leaves < 7 ? 5 : 1); ++repeat) {
            const auto splitting = test::randomSplitting(density.toStdString(), leaves, random);
            auto trees = test::allTrees(*splitting, splitting->all());
            const double logZ = test::logSum(trees);
            std::ranges::sort(trees, std::ranges::greater(), &test::Enumerated::score);
            double entropy = 0, finite = 0;
            std::vector<double> p(std::size_t(1) << leaves);
            for (const test::Enumerated &tree : trees) {
                const double weight = std::exp(tree.score - logZ);
                if (tree.score == -std::numeric_limits<double>::infinity())
                    continue;
                entropy -= weight * (tree.score - logZ);
                ++finite;
                for (const Split &split : tree.splits)
                    p[split.parent()] += weight;
            }

            const Trellis trellis(splitting);
            VERIFY_CLOSE(trellis.logZ(), logZ);
            VERIFY_CLOSE(trellis.logMaximum(), trees.front().score);
            const TreeStatistics statistics = trellis.statistics();
            QCOMPARE(statistics.finiteTrees, finite);
            VERIFY_CLOSE(trellis.logZ() - statistics.expectedScore, entropy);
            const std::vector<double> found = trellis.clusterProbabilities();
            for (std::size_t cluster = 1; cluster < p.size(); ++cluster)
                VERIFY_CLOSE(found[cluster], isLeaf(cluster) ? 1.0 : p[cluster]);

            const auto best = bestTrees(trellis, 12);
            QCOMPARE(best.size(), std::min<std::size_t>(12, static_cast<std::size_t>(finite)));
            for (std::size_t k = 0; k < best.size(); ++k) {
                VERIFY_CLOSE(best[k].logLikelihood, trees[k].score);
                VERIFY_CLOSE(logLikelihood(best[k].tree, *splitting), trees[k].score);
                for (std::size_t earlier = 0; earlier < k; ++earlier)
                    QVERIFY(robinsonFoulds(best[k].tree, best[earlier].tree) > 0);
            }

            // expected distances, and the tree that has the least
            double least = std::numeric_limits<double>::infinity(), ofMap = 0;
            const Tree map = *trellis.mostProbableTree();
            for (const test::Enumerated &one : trees) {
                const Tree tree = treeFromSplits(one.splits, *splitting);
                least = std::min(least, expectedRobinsonFoulds(tree, found));
                ofMap += std::exp(one.score - logZ) * robinsonFoulds(tree, map);
            }
            VERIFY_CLOSE(expectedRobinsonFoulds(map, found), ofMap);
            VERIFY_CLOSE(expectedRobinsonFoulds(consensusTree(trellis, found), found), least);
        }
    }

    void probabilitiesAddUp_data() { enumerationFree(); }
    void probabilitiesAddUp() {
        QFETCH(QString, density);
        QFETCH(int, leaves);
        RandomEngine random(17);
        const Trellis trellis(test::randomSplitting(density.toStdString(), leaves, random));
        const std::vector<double> p = trellis.clusterProbabilities();
        double sum = 0;
        for (std::size_t cluster = 1; cluster < p.size(); ++cluster) {
            if (isLeaf(cluster)) {
                VERIFY_CLOSE(p[cluster], 1.0);
                continue;
            }
            sum += p[cluster];
        }
        VERIFY_CLOSE(sum, leaves - 1.0);
        VERIFY_CLOSE(p.back(), 1.0);
        // a cluster's probability is that of all its splits
        for (const Cluster cluster : {trellis.splitting().all(), Cluster(0b111), Cluster(0b101101)}) {
            double splits = 0;
            forEachSplit(cluster, [&](Cluster a, Cluster b) {
                splits += splitProbability(trellis, p, {a, b});
            });
            VERIFY_CLOSE(splits, p[cluster]);
        }
    }

    void samplesFollowThePosterior_data() {
        QTest::addColumn<QString>("density");
        for (const SplittingDensity &density : densities().entries())
            QTest::newRow(density.name.c_str()) << QString::fromStdString(density.name);
    }
    void samplesFollowThePosterior() {
        QFETCH(QString, density);
        RandomEngine random(23);
        const Trellis trellis(test::randomSplitting(density.toStdString(), 8, random));
        const std::vector<double> p = trellis.clusterProbabilities();
        const auto samples = sampleTrees(trellis, 20000, random);

        // all splits of the whole and of the most probable smaller cluster
        Cluster popular = 0;
        for (Cluster cluster = 1; cluster < trellis.splitting().all(); ++cluster)
            if (size(cluster) >= 4 && (!popular || p[cluster] > p[popular]))
                popular = cluster;
        for (const Cluster parent : {trellis.splitting().all(), popular}) {
            std::map<Cluster, std::size_t> index;
            std::vector<double> probability, counts;
            forEachSplit(parent, [&](Cluster a, Cluster b) {
                index[a] = index[b] = probability.size();
                probability.push_back(splitProbability(trellis, p, {a, b}) / p[parent]);
            });
            counts.resize(probability.size());
            for (const Tree &tree : samples) {
                const auto clusters = clustersOf(tree);
                for (int k = tree.leafCount(); k < tree.nodeCount(); ++k)
                    if (clusters[static_cast<std::size_t>(k)] == parent)
                        ++counts[index.at(clusters[static_cast<std::size_t>(tree.node(k).left)])];
            }
            verifyPlausible(chiSquared(counts, probability));
        }
        double mean = 0;
        for (const Tree &tree : samples)
            mean += logLikelihood(tree, trellis.splitting()) / 20000;
        QVERIFY(std::fabs(mean - trellis.statistics().expectedScore) < 0.2);
        RandomEngine one(5), two(5);
        QCOMPARE(toNewick(sampleTrees(trellis, 1, one)[0]), toNewick(sampleTrees(trellis, 1, two)[0]));
    }

    /// On all clusters the sparse trellis is the full one; on those of some samples, a bound.
    void sparseTrellis() {
        RandomEngine random(29);
        for (const char *density : test::ginkgoDensities) {
            const auto splitting = test::randomSplitting(density, 8, random);
            const Trellis full(splitting);
            std::vector<Cluster> clusters;
            for (Cluster cluster = 1; cluster <= splitting->all(); ++cluster)
                clusters.push_back(cluster);
            const SparseTrellis same(splitting, clusters);
            VERIFY_CLOSE(same.logZ(), full.logZ());
            VERIFY_CLOSE(same.logMaximum(), full.logMaximum());
            QCOMPARE(toNewick(*same.mostProbableTree()), toNewick(*full.mostProbableTree()));
            const auto p = full.clusterProbabilities();
            for (Cluster cluster : clusters)
                VERIFY_CLOSE(same.clusterProbability(cluster), p[cluster]);

            double most = -std::numeric_limits<double>::infinity();
            for (std::size_t count : {1u, 10u, 100u, 1000u}) {
                RandomEngine again(31);
                const auto samples = sampleTrees(full, count, again);
                const SparseTrellis some(splitting, clustersOf(samples));
                for (const Tree &tree : samples)
                    QVERIFY(some.logMaximum() >= logLikelihood(tree, *splitting) - 1e-9);
                QVERIFY(some.logZ() <= full.logZ() + 1e-9);
                QVERIFY(some.logZ() >= some.logMaximum());
                most = std::max(most, some.logZ());
            }
            QVERIFY(most > full.logZ() - 0.1);
        }
    }

    void consensusOfTrees() {
        RandomEngine random(37);
        const Trellis trellis(test::randomSplitting("exact", 7, random));
        const auto samples = sampleTrees(trellis, 50, random);
        auto meanDistance = [&](const Tree &tree) {
            double sum = 0;
            for (const Tree &other : samples)
                sum += robinsonFoulds(tree, other);
            return sum;
        };
        const double least = meanDistance(consensusTree(samples));
        for (const test::Enumerated &one : test::allTrees(trellis.splitting(), trellis.splitting().all()))
            QVERIFY(meanDistance(treeFromSplits(one.splits, trellis.splitting())) >= least);
        QVERIFY_THROWS_EXCEPTION(Error, consensusTree(std::span<const Tree>()));
    }

    void sameForAnyNumberOfThreads() {
        RandomEngine random(41);
        for (const char *density : test::ginkgoDensities) {
            const auto splitting = test::randomSplitting(density, 13, random);
            const Trellis one(splitting, {.threads = 1}), many(splitting, {.threads = 5});
            QCOMPARE(one.logZ(), many.logZ());
            QCOMPARE(one.logMaximum(), many.logMaximum());
            QVERIFY(one.clusterProbabilities() == many.clusterProbabilities());
        }
    }

    void stopsWhenAsked() {
        RandomEngine random(43);
        const auto splitting = test::randomSplitting("exact", 16, random);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(Cancelled, Trellis(splitting, {}, Progress(stop.get_token(), {})));
    }

private:
    static void enumerationFree() {
        QTest::addColumn<QString>("density");
        QTest::addColumn<int>("leaves");
        for (const SplittingDensity &density : densities().entries())
            for (int leaves : {6, 9, 12})
                QTest::addRow("%s %d", density.name.c_str(), leaves)
                    << QString::fromStdString(density.name) << leaves;
    }
};

QUINCUNX_TEST(trellis_laws, TestTrellisLaws, NoApplication)
#include "test_trellis_laws.moc"
