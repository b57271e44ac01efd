// Searches against the trellis, which knows the best tree.
#include "core/substructure/jet_tree.h"
#include "core/trees/robinson_foulds.h"
#include "core/trellis/search/a_star.h"
#include "core/trellis/search/beam.h"
#include "core/trellis/search/greedy.h"
#include "core/trellis/search/search.h"
#include "core/trellis/trellis.h"
#include "tests/core/trellis/trellis_support.h"

#include <set>

using namespace quincunx;

class TestTreeSearches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStarFindsTheBestTree() {
        RandomEngine random(1);
        const auto jets = generateGinkgoJets(ginkgoKinds().at("qcd").settings, 200, {5, 9}, random);
        for (const char *density : test::ginkgoDensities)
            for (const GinkgoJet &jet : jets) {
                const auto splitting = makeSplitting(density, test::dataOf(jet));
                const AStarResult found = aStar(*splitting);
                const Trellis trellis(splitting, {.threads = 1});
                VERIFY_CLOSE(found.score, trellis.logMaximum());
                QCOMPARE(found.upperBound, found.score);
                VERIFY_CLOSE(logLikelihood(treeFromSplits(found.splits, *splitting), *splitting),
                             found.score);
            }
        for (const char *density : {"dasgupta", "correlation"})
            for (int i = 0; i < 50; ++i) {
                const auto splitting = test::randomSplitting(density, 5 + i % 5, random);
                VERIFY_CLOSE(aStar(*splitting).score, Trellis(splitting).logMaximum());
            }
    }

    /// The heuristic may promise too much, never too little.
    void boundsAreAdmissible() {
        RandomEngine random(2);
        for (const SplittingDensity &density : densities().entries())
            for (int i = 0; i < 40; ++i) {
                const auto splitting = test::randomSplitting(density.name, 4 + i % 7, random);
                const Trellis trellis(splitting, {.threads = 1});
                for (Cluster cluster = 1; cluster <= splitting->all(); ++cluster)
                    QVERIFY(splitting->bound(cluster) >=
                            trellis.logMaximum(cluster) - 1e-9 * std::fabs(trellis.logMaximum(cluster)));
            }
    }

    void approximateAStarKeepsItsBound() {
        RandomEngine random(3);
        for (const char *density : test::ginkgoDensities)
            for (int i = 0; i < 20; ++i) {
                const auto splitting = test::randomSplitting(density, 9, random);
                const double best = Trellis(splitting).logMaximum();
                const double greedy = greedyTree(*splitting, splitting->all()).score;
                for (double splits : {1.0, 400.0, 2000.0}) {
                    const AStarResult found = aStar(*splitting, splits);
                    QVERIFY(found.score <= best + 1e-9 && found.upperBound >= best - 1e-9);
                    QVERIFY(found.score >= greedy - 1e-9);
                }
            }
    }

    void beamsGetBetter() {
        RandomEngine random(4);
        for (int i = 0; i < 30; ++i) {
            const auto splitting = test::randomSplitting("published", 7, random);
            const double best = Trellis(splitting).logMaximum();
            QVERIFY(test::close(beamSearch(*splitting, 1).score,
                                greedyTree(*splitting, splitting->all()).score) ||
                    beamSearch(*splitting, 1).score == -std::numeric_limits<double>::infinity());
            // Wide enough to keep every forest, it finds the best.
            VERIFY_CLOSE(beamSearch(*splitting, 20000).score, best);
            const BeamSearch beam = beamSearch(*splitting, 25);
            QVERIFY(beam.score <= best + 1e-9);
            std::set<std::vector<Cluster>> different;
            double previous = std::numeric_limits<double>::infinity();
            for (const Tree &tree : beam.trees) {
                std::vector<Cluster> clusters = clustersOf(tree);
                std::ranges::sort(clusters);
                QVERIFY(different.insert(clusters).second);
                const double score = logLikelihood(tree, *splitting);
                QVERIFY(score <= previous + 1e-9);
                previous = score;
            }
            QCOMPARE(beam.trees.size(), std::size_t(25));
        }
        QVERIFY_THROWS_EXCEPTION(Error, beamSearch(*test::randomSplitting("exact", 5, random), 0));
    }

    /// Equal scores are not equal trees: with every leaf alike all trees of one shape score the same.
    void equalScoresStayApart() {
        SimilarityTable table;
        table.weights = Eigen::MatrixXd::Ones(6, 6);
        table.labels.resize(6);
        const auto splitting = makeSplitting("dasgupta", {{}, {}, table});
        QCOMPARE(beamSearch(*splitting, 100).trees.size(), std::size_t(100));
    }

    void everySearchTellsTheTruthAboutItsTree() {
        RandomEngine random(5);
        const GinkgoJet jet = test::jetOf(9, random);
        const auto splitting = makeSplitting("exact", test::dataOf(jet));
        const double best = Trellis(splitting).logMaximum();
        for (const TreeSearch &search : treeSearches().entries()) {
            const SearchResult found = searchTree(search.name, {splitting, jet.leaves, jet.truth});
            VERIFY_CLOSE(logLikelihood(found.tree.value(), *splitting), found.logLikelihood);
            QVERIFY(found.logLikelihood <= best + 1e-9 && found.upperBound >= best - 1e-9);
            QVERIFY(found.splitsScored > 0 && found.seconds >= 0);
        }
        QCOMPARE(robinsonFoulds(*searchTree("truth", {splitting, jet.leaves, jet.truth}).tree, jet.truth), 0);
        QCOMPARE(
            robinsonFoulds(*searchTree("kt", {splitting, jet.leaves, {}}).tree, clusterTree(jet.leaves, 1)),
            0);
        QVERIFY_THROWS_EXCEPTION(Error, searchTree("truth", {splitting, jet.leaves, {}}));
        QVERIFY_THROWS_EXCEPTION(Error, searchTree("kt", {splitting, {}, {}}));
        QVERIFY_THROWS_EXCEPTION(Error, searchTree("oracle", {splitting, {}, {}}));
    }

    /// Greenberg et al., AISTATS 2021: means over 4430 jets of 5 to 10 leaves.
    void gapsAreThePublishedOnes() {
        RandomEngine random(6);
        const int count = 1200, widths[] = {5, 10, 20};
        const auto jets = generateGinkgoJets(ginkgoKinds().at("qcd").settings, count, {5, 10}, random);
        double mapBeam[3] = {}, mapGreedy = 0;
        int finite = 0;
        for (const GinkgoJet &jet : jets) {
            const auto splitting = makeSplitting("published", test::dataOf(jet));
            const double map = Trellis(splitting, {.threads = 1}).logMaximum();
            const double greedy = greedyTree(*splitting, splitting->all()).score;
            double beam[3];
            for (int w = 0; w < 3; ++w)
                beam[w] = beamSearch(*splitting, widths[w]).score;
            QVERIFY(map >= beam[2] - 1e-9 && map >= greedy - 1e-9);
            if (!std::isfinite(beam[0]) || !std::isfinite(greedy))
                continue; // the search saw forbidden trees alone
            ++finite;
            for (int w = 0; w < 3; ++w)
                mapBeam[w] += map - beam[w];
            mapGreedy += map - greedy;
        }
        mapGreedy /= finite;
        for (int w = 0; w < 3; ++w) {
            mapBeam[w] /= finite;
            qInfo("%d jets, beam of %d: MAP - beam %.2f (published 0.43), MAP - greedy %.2f (1.52), beam - "
                  "greedy "
                  "%.2f (1.09)",
                  finite, widths[w], mapBeam[w], mapGreedy, mapGreedy - mapBeam[w]);
        }
        QVERIFY(finite > 0.95 * count);
        // The published spreads from jet to jet are 1.14 and 0.51; within four standard errors for a beam of
        // 20
        QVERIFY(std::fabs(mapGreedy - 1.52) < 4 * 1.14 / std::sqrt(count));
        QVERIFY(std::fabs(mapBeam[2] - 0.43) < 4 * 0.51 / std::sqrt(count));
    }
};

QUINCUNX_TEST(tree_searches, TestTreeSearches, NoApplication)
#include "test_tree_searches.moc"
