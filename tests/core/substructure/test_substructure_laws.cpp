// What holds for the substructure of any jet: invariances, monotony, slow oracles, and the edges.
#include "core/substructure/jet_analysis.h"
#include "tests/core/substructure/random_jet.h"
#include "tests/support.h"

#include <algorithm>

using namespace quincunx;
using test::randomJet;

namespace {

/// Boosted along z by `rapidity` and turned by `angle`: ΔR and pT stay.
std::vector<FourMomentum> moved(const std::vector<FourMomentum> &momenta, double rapidity, double angle) {
    std::vector<FourMomentum> result;
    const double c = std::cos(angle), s = std::sin(angle);
    const double cosh = std::cosh(rapidity), sinh = std::sinh(rapidity);
    for (const FourMomentum &p : momenta)
        result.push_back(
            {c * p.px - s * p.py, s * p.px + c * p.py, cosh * p.pz + sinh * p.E, cosh * p.E + sinh * p.pz});
    return result;
}

JetAnalysis analyse(const std::vector<FourMomentum> &momenta, const JetSettings &settings = {},
                    const JetAnalysis *previous = nullptr) {
    Event event;
    std::vector<int> all;
    for (const FourMomentum &p : momenta) {
        all.push_back(static_cast<int>(all.size()));
        event.particles.push_back({.momentum = p});
    }
    return analyseJet(event, all, 1, settings, previous);
}

double deltaR(const FourMomentum &a, const FourMomentum &b) {
    return std::hypot(a.rapidity() - b.rapidity(), wrapPhi(a.phi() - b.phi()));
}

bool close(double a, double b, double tolerance = 1e-9) {
    return std::fabs(a - b) <= tolerance * std::max(std::fabs(a), std::fabs(b)) + 1e-14;
}

bool finite(const JetAnalysis &analysis) {
    const JetSubstructure &jet = *analysis.substructure;
    bool good = analysis.adjacency.allFinite() && jet.rawImage.intensity.allFinite() &&
                jet.alignedImage.intensity.allFinite() && std::isfinite(jet.correlators.d2) &&
                std::isfinite(jet.correlators.c2);
    for (const auto &tau : jet.tau)
        for (double t : tau)
            good = good && std::isfinite(t);
    for (const LundSplitting &split : jet.lund.primary)
        good = good && std::isfinite(split.delta + split.kt + split.z + split.psi + split.mass);
    for (const SoftDrop &groomed : jet.softDrop)
        good = good && std::isfinite(groomed.zg + groomed.rg + groomed.mu + groomed.mass + groomed.pt);
    return good && analysis.tree.leafCount() == static_cast<int>(jet.momenta.size()) &&
           analysis.nodeMomenta.size() == static_cast<std::size_t>(analysis.tree.nodeCount());
}

} // namespace

class SubstructureLaws : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void invariance();
    void correlatorsOfAllTriples();
    void treesAreCompleteAndConserveMomentum();
    void lundFollowsTheHarderBranch();
    void softDropGroomsMoreWithHarderCut();
    void subjettinessFallsWithN();
    void onePassImproves();
    void subjettinessOfSeparateProngs();
    void images();
    void imageOfTwoProngs();
    void previousAnalysisChangesNothing();
    void edges_data();
    void edges();
    void refusals();
};

void SubstructureLaws::invariance() {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto momenta = randomJet(40, seed);
        const JetAnalysis a = analyse(momenta), b = analyse(moved(momenta, 0.7, 2.5));
        const JetSubstructure &jet = *a.substructure, &other = *b.substructure;
        QVERIFY(((a.adjacency - b.adjacency).array().abs() <= 1e-9 * a.adjacency.array() + 1e-13).all());
        QCOMPARE(jet.lund.primary.size(), other.lund.primary.size());
        for (std::size_t s = 0; s < jet.lund.primary.size(); ++s) {
            QVERIFY(close(jet.lund.primary[s].delta, other.lund.primary[s].delta));
            QVERIFY(close(jet.lund.primary[s].kt, other.lund.primary[s].kt));
            QVERIFY(close(jet.lund.primary[s].mass, other.lund.primary[s].mass, 1e-7));
        }
        for (std::size_t axes = 0; axes < 3; ++axes)
            for (std::size_t n = 0; n < 4; ++n)
                QVERIFY(close(jet.tau[axes][n], other.tau[axes][n]));
        QVERIFY(close(jet.correlators.e3, other.correlators.e3));
        QVERIFY(close(jet.correlators.d2, other.correlators.d2));
        for (std::size_t k = 0; k < 3; ++k) {
            QVERIFY(close(jet.softDrop[k].zg, other.softDrop[k].zg));
            QVERIFY(close(jet.softDrop[k].mass, other.softDrop[k].mass, 1e-7));
        }
        QVERIFY((jet.rawImage.intensity - other.rawImage.intensity).norm() <
                1e-9 * jet.rawImage.intensity.norm());
        QVERIFY((jet.alignedImage.intensity - other.alignedImage.intensity).norm() < 1e-9);
    }
}

void SubstructureLaws::correlatorsOfAllTriples() {
    for (double beta : {0.5, 1.0, 2.0}) {
        const auto momenta = randomJet(25, 7);
        double e1 = 0, e2 = 0, e3 = 0;
        for (std::size_t i = 0; i < momenta.size(); ++i) {
            e1 += momenta[i].pt();
            for (std::size_t j = 0; j < i; ++j) {
                const double two =
                    momenta[i].pt() * momenta[j].pt() * std::pow(deltaR(momenta[i], momenta[j]), beta);
                e2 += two;
                for (std::size_t k = 0; k < j; ++k)
                    e3 += two * momenta[k].pt() * std::pow(deltaR(momenta[i], momenta[k]), beta) *
                          std::pow(deltaR(momenta[j], momenta[k]), beta);
            }
        }
        const EnergyCorrelators e = energyCorrelators(momenta, beta);
        QVERIFY(close(e.e1, e1, 1e-12));
        QVERIFY(close(e.e2, e2, 1e-12));
        QVERIFY(close(e.e3, e3, 1e-12));
        QVERIFY(close(e.c2, e3 * e1 / (e2 * e2), 1e-12));
        QVERIFY(close(e.d2, e3 * e1 * e1 * e1 / (e2 * e2 * e2), 1e-12));
    }
}

void SubstructureLaws::treesAreCompleteAndConserveMomentum() {
    const auto momenta = randomJet(60, 3);
    FourMomentum total;
    for (const FourMomentum &p : momenta)
        total += p;
    for (double alpha = -1; alpha <= 1; alpha += 0.25) {
        const Tree tree = clusterTree(momenta, alpha);
        QCOMPARE(tree.leafCount(), 60);
        QCOMPARE(tree.node(tree.root()).leaves, 60);
        const auto nodes = nodeMomenta(tree, momenta);
        QVERIFY(close(nodes.back().E, total.E, 1e-12));
        QVERIFY(close(nodes.back().px, total.px, 1e-12));
        for (int k = tree.leafCount(); k < tree.nodeCount();
             ++k) { // heights are the distances of the children
            const FourMomentum &a = nodes[static_cast<std::size_t>(tree.node(k).left)];
            const FourMomentum &b = nodes[static_cast<std::size_t>(tree.node(k).right)];
            const double d = std::min(std::pow(a.pt(), 2 * alpha), std::pow(b.pt(), 2 * alpha)) *
                             std::pow(deltaR(a, b), 2);
            QVERIFY(close(tree.node(k).height, d));
        }
    }
}

void SubstructureLaws::lundFollowsTheHarderBranch() {
    const LundTree lund = lundTree(randomJet(50, 11));
    int node = lund.tree.root();
    for (const LundSplitting &split : lund.primary) {
        QCOMPARE(split.node, node);
        QVERIFY(lund.momenta[static_cast<std::size_t>(split.hard)].pt() >=
                lund.momenta[static_cast<std::size_t>(split.soft)].pt());
        QVERIFY(split.z > 0 && split.z <= 0.5);
        node = split.hard;
    }
    QVERIFY(lund.tree.isLeaf(node));
    // every inner node is on exactly one plane: the primary, or that which starts at a soft branch
    std::size_t splittings = 0;
    std::vector<int> starts{lund.tree.root()};
    while (!starts.empty()) {
        const auto plane = lund.from(starts.back());
        starts.pop_back();
        splittings += plane.size();
        for (const LundSplitting &split : plane)
            starts.push_back(split.soft);
    }
    QCOMPARE(splittings, std::size_t(49));
}

void SubstructureLaws::softDropGroomsMoreWithHarderCut() {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        const LundTree lund = lundTree(randomJet(30, seed));
        for (double beta : {0.0, 1.0, 2.0}) {
            int before = 31;
            for (double zCut : {0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.5}) {
                const SoftDrop groomed = softDrop(lund, zCut, beta, 1);
                const int leaves = lund.tree.node(groomed.node).leaves;
                QVERIFY(leaves <= before);
                before = leaves;
                if (groomed.zg > 0)
                    QVERIFY(groomed.zg > zCut * std::pow(groomed.rg, beta));
                else
                    QCOMPARE(leaves, 1);
            }
        }
        QCOMPARE(softDrop(lund, 0, 0, 1).node, lund.tree.root());
    }
}

void SubstructureLaws::subjettinessFallsWithN() {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        const auto momenta = randomJet(30, seed);
        // adding an axis to the same axes cannot raise tau; those of one pass are new ones, yet near the
        // minimum
        const auto tau = nSubjettiness(momenta, SubjetAxes::OnePassWtaKt, 1, 1);
        for (std::size_t n = 0; n < 4; ++n)
            QVERIFY(tau[n] > 0 && (n == 0 || tau[n] < tau[n - 1]));
        // R0^-β, and no scale of pT
        auto louder = momenta;
        for (FourMomentum &p : louder)
            p = {2 * p.px, 2 * p.py, 2 * p.pz, 2 * p.E};
        const auto wide = nSubjettiness(louder, SubjetAxes::OnePassWtaKt, 2, 0.5);
        const auto same = nSubjettiness(momenta, SubjetAxes::OnePassWtaKt, 2, 1);
        for (std::size_t n = 0; n < 4; ++n)
            QVERIFY(close(wide[n], 4 * same[n]));
    }
}

void SubstructureLaws::onePassImproves() {
    for (unsigned seed = 1; seed <= 50; ++seed)
        for (double beta : {1.0, 1.5, 2.0}) {
            const auto momenta = randomJet(30, seed);
            const auto before = nSubjettiness(momenta, SubjetAxes::Kt, beta, 1);
            const auto after = nSubjettiness(momenta, SubjetAxes::OnePassKt, beta, 1);
            for (std::size_t n = 0; n < 4; ++n)
                QVERIFY(after[n] <= before[n] * (1 + 1e-3)); // ε smooths the minimum
        }
}

void SubstructureLaws::subjettinessOfSeparateProngs() {
    // three rays: nothing is left once there are three axes, and what two leave is the nearest pair
    std::vector<FourMomentum> momenta;
    for (auto [y, phi] : {std::pair(0.0, 0.0), std::pair(0.6, 0.0), std::pair(0.0, 0.2)})
        for (int i = 0; i < 2; ++i)
            momenta.push_back(FourMomentum::fromPtRapidityPhiMass(50, y, phi, 0));
    for (auto axes : {SubjetAxes::Kt, SubjetAxes::OnePassKt, SubjetAxes::OnePassWtaKt}) {
        const auto tau = nSubjettiness(momenta, axes, 1, 1);
        QVERIFY(tau[2] < 1e-6 && tau[3] < 1e-6);
        QVERIFY(close(tau[1], 2 * 0.2 / 6, 1e-2));
    }
}

void SubstructureLaws::images() {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto momenta = randomJet(50, seed, 0.2); // all within the picture
        double sum = 0;
        for (const FourMomentum &p : momenta)
            sum += p.pt();
        QVERIFY(close(jetImage(momenta, ImagePreprocessing::Raw).intensity.sum(), sum, 1e-12));
        const Eigen::MatrixXd aligned = jetImage(momenta, ImagePreprocessing::Aligned).intensity;
        QVERIFY(close(aligned.norm(), 1, 1e-12));
        constexpr int half = JetImage::side / 2;
        QVERIFY(aligned.rightCols(half).sum() >= aligned.leftCols(half).sum());
        // a picture that was turned and mirrored before is aligned to the same, unless deposits sit on edges
        std::vector<FourMomentum> mirrored;
        for (const FourMomentum &p : momenta)
            mirrored.push_back({p.px, p.py, -p.pz, p.E});
        const Eigen::MatrixXd again = jetImage(mirrored, ImagePreprocessing::Aligned).intensity;
        QVERIFY((again - aligned).norm() < 1e-9);
    }
}

void SubstructureLaws::imageOfTwoProngs() {
    for (double angle = 0; angle < 6; angle += 0.7) {
        const std::vector<FourMomentum> momenta{
            FourMomentum::fromPtRapidityPhiMass(200, 0, 0, 0),
            FourMomentum::fromPtRapidityPhiMass(100, 0.8 * std::cos(angle), 0.8 * std::sin(angle), 0)};
        const Eigen::MatrixXd image = jetImage(momenta, ImagePreprocessing::Aligned).intensity;
        QVERIFY(close(image(12, 12), 2 / std::sqrt(5)));
        QVERIFY(close(image(4, 12), 1 / std::sqrt(5))); // 8 pixels down
    }
}

void SubstructureLaws::previousAnalysisChangesNothing() {
    const auto momenta = randomJet(30, 5);
    JetSettings settings;
    JetAnalysis previous = analyse(momenta, settings);
    auto change = [&](auto JetSettings::*member, auto value) {
        settings.*member = value;
        const JetAnalysis quick = analyse(momenta, settings, &previous), fresh = analyse(momenta, settings);
        QCOMPARE(quick.adjacency, fresh.adjacency);
        QCOMPARE(toNewick(quick.tree), toNewick(fresh.tree));
        QCOMPARE(quick.nodeMomenta, fresh.nodeMomenta);
        QCOMPARE(quick.substructure->tau, fresh.substructure->tau);
        QCOMPARE(quick.substructure->correlators.d2, fresh.substructure->correlators.d2);
        for (std::size_t k = 0; k < 3; ++k)
            QCOMPARE(quick.substructure->softDrop[k].node, fresh.substructure->softDrop[k].node);
        previous = quick;
    };
    const auto before = previous.substructure;
    change(&JetSettings::alpha, 0.5);
    QCOMPARE(previous.substructure, before); // shared while α is dragged
    change(&JetSettings::angular, AngularDistance::Linear);
    change(&JetSettings::zCut, 0.3);
    change(&JetSettings::beta, 2.0);
    // another jet takes nothing over
    const auto other = randomJet(30, 6);
    QCOMPARE(analyse(other, settings, &previous).substructure->tau,
             analyse(other, settings).substructure->tau);
}

void SubstructureLaws::edges_data() {
    QTest::addColumn<std::vector<FourMomentum>>("momenta");
    const FourMomentum p = FourMomentum::fromPtRapidityPhiMass(50, 0.3, -3, 0.14);
    QTest::newRow("one") << std::vector{p};
    QTest::newRow("two the same") << std::vector{p, p};
    QTest::newRow("six the same") << std::vector(6, p);
    QTest::newRow("null") << std::vector{FourMomentum{}};
    QTest::newRow("all null") << std::vector(5, FourMomentum{});
    QTest::newRow("some null") << std::vector{p, FourMomentum{}, FourMomentum{}, p};
    QTest::newRow("along the beam") << std::vector{p, FourMomentum{0, 0, 5, 5}, FourMomentum{0, 0, -5, 5}};
    QTest::newRow("only along the beam") << std::vector(3, FourMomentum{0, 0, 5, 5});
    QTest::newRow("space-like") << std::vector{p, FourMomentum{3, 0, 1, 0}, p};
    QTest::newRow("tiny and huge") << std::vector{p, FourMomentum{1e-90, 0, 0, 1e-90},
                                                  FourMomentum{1e6, 1e6, 0, 2e6}};
    QTest::newRow("back to back") << std::vector{FourMomentum{10, 0, 0, 10}, FourMomentum{-10, 0, 0, 10}};
    QTest::newRow("massless") << randomJet(30, 1, 0.4, 0, 3.1, 0);
    QTest::newRow("700") << randomJet(700, 2);
}

void SubstructureLaws::edges() {
    QFETCH(std::vector<FourMomentum>, momenta);
    for (double alpha : {-1.0, -0.5, 0.0, 0.5, 1.0})
        for (double beta : {0.1, 1.0, 2.0}) {
            const JetSettings settings{.alpha = alpha, .beta = beta};
            if (momenta.size() < 500 || (alpha == 0 && beta == 1))
                QVERIFY(finite(analyse(momenta, settings)));
        }
}

void SubstructureLaws::refusals() {
    QVERIFY_EXCEPTION_THROWN(analyse({}), Error);
    QVERIFY_EXCEPTION_THROWN(analyse({{1, 0, 0, std::nan("")}}), Error);
    QVERIFY_EXCEPTION_THROWN(analyse({{1, 0, std::numeric_limits<double>::infinity(), 1}}), Error);
    QVERIFY_EXCEPTION_THROWN(analyse({{1, 0, 0, -1}}), Error);
}

QUINCUNX_TEST(substructure_laws, SubstructureLaws, QCoreApplication)
#include "test_substructure_laws.moc"
