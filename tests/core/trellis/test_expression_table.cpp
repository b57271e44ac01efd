// The made-up table of gene expression: reproducible, and its groups can be found in it.
#include "core/base/error.h"
#include "core/trellis/expression_table.h"
#include "core/trellis/splitting.h"
#include "core/trellis/subjets.h"
#include "tests/support.h"

#include <algorithm>
#include <map>
#include <set>

using namespace quincunx;

class ExpressionTable : public QObject {
    Q_OBJECT

private:
    static SimilarityTable made(std::uint64_t seed) {
        RandomEngine random(seed);
        return expressionTable({}, random);
    }

private Q_SLOTS:
    void isATableOfCorrelations() {
        const SimilarityTable table = made(1);
        QCOMPARE(table.size(), 60);
        QVERIFY(table.weights == table.weights.transpose());
        QVERIFY(table.weights.cwiseAbs().maxCoeff() <= 1 && table.weights.diagonal().isZero());
        QCOMPARE(std::set<std::string>(table.groups.begin(), table.groups.end()).size(), std::size_t(6));
        QCOMPARE(std::set<std::string>(table.labels.begin(), table.labels.end()).size(), std::size_t(60));
    }

    void sameSeedSameTable() {
        QVERIFY(made(7).weights == made(7).weights);
        QVERIFY(made(7).weights != made(8).weights);
    }

    void subtypesAreCloserThanLineagesThanStrangers() {
        const SimilarityTable table = made(3);
        double sum[3] = {}, count[3] = {};
        for (int a = 0; a < 60; ++a)
            for (int b = 0; b < a; ++b) {
                const std::string &x = table.groups[static_cast<std::size_t>(a)],
                                  &y = table.groups[static_cast<std::size_t>(b)];
                const int kind = x == y ? 0 : x[0] == y[0] ? 1 : 2;
                sum[kind] += table.weights(a, b);
                count[kind] += 1;
            }
        // Variances: 1 of the lineage, 0.64 of the subtype, 1.44 of noise.
        const double total = 1 + 0.64 + 1.44;
        QVERIFY(std::fabs(sum[0] / count[0] - 1.64 / total) < 0.05);
        QVERIFY(std::fabs(sum[1] / count[1] - 1 / total) < 0.08);
        QVERIFY(std::fabs(sum[2] / count[2]) < 0.08);
    }

    void groupsAreFound() {
        for (std::uint64_t seed : {1, 2, 3}) {
            const SimilarityTable table = made(seed);
            // Every group is a cluster of average linkage over all 60 samples ...
            const std::vector<Cluster> clusters = clustersOf(averageLinkageTree(table));
            std::map<std::string, Cluster> groups;
            for (int leaf = 0; leaf < 60; ++leaf)
                groups[table.groups[static_cast<std::size_t>(leaf)]] |= clusterOf(leaf);
            for (const auto &[name, cluster] : groups)
                QVERIFY2(std::ranges::count(clusters, cluster) == 1, name.c_str());
            // ... and of six subclusters none is mixed.
            for (const std::string &group : reduceTable(table, 6).table.groups)
                QVERIFY(!group.empty());
        }
    }

    void tooLittleIsRefused() {
        RandomEngine random(1);
        QVERIFY_THROWS_EXCEPTION(Error, expressionTable({.samples = 5}, random));
        QVERIFY_THROWS_EXCEPTION(Error, expressionTable({.genes = 1}, random));
    }
};

QUINCUNX_TEST(expression_table, ExpressionTable, QCoreApplication)
#include "test_expression_table.moc"
