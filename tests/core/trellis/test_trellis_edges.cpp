// The trellis at the edges: few leaves, too many, degenerate momenta, nothing possible.
#include "core/trellis/ginkgo_density.h"
#include "core/trellis/likelihood_scan.h"
#include "core/trellis/posterior_trees.h"
#include "core/trellis/search/search.h"
#include "core/trellis/subjets.h"
#include "core/trellis/trellis.h"
#include "tests/core/trellis/trellis_support.h"

#include <numeric>

using namespace quincunx;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

FourMomentum massless(RandomEngine &random) {
    const double x = uniform(random) - 0.5, y = uniform(random) - 0.5, z = uniform(random) + 1;
    return {x, y, z, std::sqrt(x * x + y * y + z * z)};
}

std::string messageOf(const std::function<void()> &work) {
    try {
        work();
    } catch (const Error &error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestTrellisEdges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneLeaf() {
        for (const char *density : test::ginkgoDensities) {
            const Trellis trellis(makeSplitting(density, {{{1, 0, 0, 2}}, {}, {}}));
            QCOMPARE(trellis.logZ(), 0.0);
            QCOMPARE(trellis.logMaximum(), 0.0);
            QCOMPARE(toNewick(*trellis.mostProbableTree()), std::string("0"));
            QCOMPARE(trellis.statistics().finiteTrees, 1.0);
            QCOMPARE(trellis.statistics().expectedScore, 0.0);
            RandomEngine random(1);
            QCOMPARE(sampleTrees(trellis, 3, random).size(), std::size_t(3));
            QCOMPARE(bestTrees(trellis, 3).size(), std::size_t(1));
        }
    }

    /// Every tree is forbidden where the whole is lighter than the cut: a result, not an error.
    void nothingPossible() {
        RandomEngine random(2);
        for (const char *density : test::ginkgoDensities)
            for (int leaves : {2, 3, 5, 9}) {
                LeafData data = test::dataOf(test::jetOf(std::max(leaves, 3), random));
                data.momenta.resize(static_cast<std::size_t>(leaves));
                data.settings.tCut = 1e6;
                const auto splitting = makeSplitting(density, data);
                const Trellis trellis(splitting);
                QCOMPARE(trellis.logZ(), -infinity);
                QCOMPARE(trellis.logMaximum(), -infinity);
                QVERIFY(!trellis.mostProbableTree());
                QCOMPARE(trellis.statistics().finiteTrees, 0.0);
                QVERIFY(std::isnan(trellis.statistics().expectedScore));
                const auto p = trellis.clusterProbabilities();
                QCOMPARE(std::accumulate(p.begin(), p.end(), 0.0), 0.0);
                QVERIFY(sampleTrees(trellis, 3, random).empty());
                QVERIFY(bestTrees(trellis, 3).empty());
                for (const char *search : {"greedy", "beam", "map", "astar", "kt"})
                    QCOMPARE(searchTree(search, {splitting, data.momenta, {}}).logLikelihood, -infinity);
            }
    }

    void degenerateMomenta_data() {
        QTest::addColumn<QString>("what");
        for (const char *what :
             {"massless", "coincident", "collinear", "at rest", "null", "space-like", "huge"})
            QTest::newRow(what) << what;
    }
    /// Whatever comes in: numbers or −∞, never NaN, and the same from every engine.
    void degenerateMomenta() {
        QFETCH(QString, what);
        RandomEngine random(3);
        std::vector<FourMomentum> leaves;
        for (int i = 0; i < 7; ++i) {
            FourMomentum p = massless(random);
            if (what == "coincident" && i > 0)
                p = leaves[0];
            else if (what == "collinear")
                p = {0, 0, double(i + 1), double(i + 1)};
            else if (what == "at rest")
                p = {0, 0, 0, 1};
            else if (what == "null" && i % 2)
                p = {};
            else if (what == "space-like" && i == 3)
                p.E = p.p() / 2;
            const double scale = what == "huge" ? 1e12 : 30;
            leaves.push_back({scale * p.px, scale * p.py, scale * p.pz, scale * p.E});
        }
        for (const char *density : test::ginkgoDensities)
            for (double tCut : {1e-4, 1.0, 16.0}) {
                const auto splitting = makeSplitting(density, {leaves, {.tCut = tCut}, {}});
                const Trellis trellis(splitting);
                LogDomainEngine plain(*splitting);
                plain.inside(1, {});
                for (Cluster cluster = 1; cluster <= splitting->all(); ++cluster) {
                    QVERIFY(!std::isnan(trellis.logZ(cluster)) && trellis.logZ(cluster) < infinity);
                    VERIFY_CLOSE(trellis.logZ(cluster), plain.logZ(cluster));
                    VERIFY_CLOSE(trellis.logMaximum(cluster), plain.logMaximum(cluster));
                }
                for (double p : trellis.clusterProbabilities())
                    QVERIFY(p >= 0 && p <= 1 + 1e-9);
                VERIFY_CLOSE(trellis.logZ(), test::logSum(test::allTrees(*splitting, splitting->all())));
            }
    }

    void tooManyLeaves() {
        RandomEngine random(4);
        std::vector<FourMomentum> leaves;
        for (int i = 0; i < 70; ++i)
            leaves.push_back(massless(random));
        auto of = [&](std::size_t count) {
            return LeafData{{leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(count)}, {}, {}};
        };
        const std::string large = messageOf([&] { Trellis trellis(makeSplitting("exact", of(30))); });
        QVERIFY2(large.find("30 leaves") != std::string::npos && large.find("GB") != std::string::npos &&
                     large.find("subjets") != std::string::npos && large.find("sparse") != std::string::npos,
                 large.c_str());
        QVERIFY(messageOf([&] {
                    Trellis trellis(makeSplitting("exact", of(20)), {.memoryLimit = 1e6});
                }).find("MB") != std::string::npos);
        QVERIFY(messageOf([&] { makeSplitting("exact", of(70)); }).find("subjets") != std::string::npos);
        QVERIFY(!messageOf([&] { makeSplitting("dasgupta", of(5)); }).empty());
        QVERIFY(!messageOf([&] { makeSplitting("exact", {{}, {}, test::tableOf(4, random)}); }).empty());
        QVERIFY(!messageOf([&] { makeSplitting("nothing", of(5)); }).empty());
        QVERIFY(!messageOf([&] { searchTree("astar", {makeSplitting("exact", of(30)), {}, {}}); }).empty());
        // the way out works
        const Subjets subjets = exclusiveSubjets(leaves, 12, 1);
        const Trellis trellis(makeSplitting("exact", {subjets.momenta, {.tCut = 1e-3}, {}}));
        QVERIFY(std::isfinite(trellis.logZ()));
    }

    void subjetsKeepEverything() {
        RandomEngine random(5);
        std::vector<FourMomentum> leaves;
        FourMomentum total;
        for (int i = 0; i < 60; ++i) {
            leaves.push_back(massless(random));
            total += leaves.back();
        }
        for (double alpha : {0.0, 1.0})
            for (int count : {1, 2, 20, 60, 80}) {
                const Subjets subjets = exclusiveSubjets(leaves, count, alpha);
                QCOMPARE(subjets.momenta.size(), static_cast<std::size_t>(std::min(count, 60)));
                std::vector<int> members;
                FourMomentum sum;
                for (std::size_t k = 0; k < subjets.momenta.size(); ++k) {
                    sum += subjets.momenta[k];
                    QVERIFY(k == 0 || subjets.momenta[k - 1].pt() >= subjets.momenta[k].pt());
                    members.insert(members.end(), subjets.constituents[k].begin(),
                                   subjets.constituents[k].end());
                }
                std::ranges::sort(members);
                for (int i = 0; i < 60; ++i)
                    QCOMPARE(members[static_cast<std::size_t>(i)], i);
                VERIFY_CLOSE(sum.E, total.E);
                VERIFY_CLOSE(sum.pz, total.pz);
            }
        QVERIFY_THROWS_EXCEPTION(Error, exclusiveSubjets(leaves, 0, 1));
    }

    /// Each point of the scan is the trellis with these parameters.
    void scanIsTheTrellis() {
        RandomEngine random(6);
        const GinkgoJet jet = test::jetOf(8, random);
        const GinkgoConvention conventions[] = {GinkgoConvention::Exact, GinkgoConvention::Published,
                                                GinkgoConvention::Ginkgo};
        for (std::size_t c = 0; c < 3; ++c)
            for (const RootRate root : {RootRate::Fixed, RootRate::FollowsLambda}) {
                const LikelihoodScan scan = scanLikelihood(conventions[c], jet.leaves, jet.settings, root,
                                                           {0.3, 1.5, 8}, {1, 16, 1e4});
                for (Eigen::Index i = 0; i < 3; ++i)
                    for (Eigen::Index j = 0; j < 3; ++j) {
                        GinkgoSettings settings = jet.settings;
                        settings.lambda = scan.lambdas[static_cast<std::size_t>(i)];
                        settings.tCut = scan.cuts[static_cast<std::size_t>(j)];
                        if (root == RootRate::FollowsLambda)
                            settings.lambdaRoot = settings.lambda;
                        const Trellis one(
                            makeSplitting(test::ginkgoDensities[c], {jet.leaves, settings, {}}));
                        VERIFY_CLOSE(scan.logZ(i, j), one.logZ());
                    }
                QVERIFY(std::isinf(scan.logZ(0, 2)) && scan.best().second < 2);
            }
    }

    void aPluginAddsADensity() {
        struct Balance final : Splitting {
            using Splitting::Splitting;
            double psi(Cluster a, Cluster b) const override { return -std::abs(size(a) - size(b)); }
        };
        addDensity({{"balance", "Balance", "Halves are best.", ""},
                    SplittingDensity::Needs::Momenta,
                    [](const LeafData &data) {
                        return std::make_shared<const Balance>(static_cast<int>(data.momenta.size()));
                    }});
        QVERIFY_THROWS_EXCEPTION(Error, addDensity(densities().at("balance")));
        const auto splitting = makeSplitting("balance", {std::vector<FourMomentum>(8), {}, {}});
        const Trellis trellis(splitting);
        QCOMPARE(trellis.logMaximum(), 0.0);
        QCOMPARE(searchTree("astar", {splitting, {}, {}}).logLikelihood, 0.0);
    }
};

QUINCUNX_TEST(trellis_edges, TestTrellisEdges, NoApplication)
#include "test_trellis_edges.moc"
