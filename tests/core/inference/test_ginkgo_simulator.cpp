// The jet simulator whose likelihood is known.
#include "core/base/parallel.h"
#include "core/inference/ginkgo_simulator.h"
#include "core/trellis/ginkgo_density.h"
#include "tests/core/inference/all_simulators.h"
#include "tests/core/inference/two_samples.h"
#include "tests/sanitized.h"

using namespace quincunx;

namespace {

double treeLikelihood(const GinkgoJet &jet, double lambda) {
    return logLikelihood(jet.truth,
                         GinkgoDensity(GinkgoConvention::Exact, jet.leaves, ginkgoSettings(lambda)));
}

struct Coverage {
    std::vector<double> ranks; ///< of the true λ in the posterior
    int within68 = 0, within95 = 0;
};

/// `times` experiments of so many jets at a λ that is drawn from the prior.
Coverage repeatedExperiments(int times, int jets, std::uint64_t seed) {
    Coverage coverage{std::vector<double>(static_cast<std::size_t>(times)), 0, 0};
    parallelFor(coverage.ranks.size(), 2, 1, [&](std::size_t i) {
        std::seed_seq mixed{seed, std::uint64_t(i)};
        RandomEngine random(mixed);
        const double lambda = 0.5 + 3.5 * uniform(random);
        std::vector<std::vector<FourMomentum>> leaves;
        for (int k = 0; k < jets; ++k)
            leaves.push_back(simulateGinkgoJet(lambda, random).leaves);
        coverage.ranks[i] = ginkgoPosterior(leaves).below(0, lambda);
    });
    for (double rank : coverage.ranks) {
        coverage.within68 += std::fabs(rank - 0.5) < 0.34;
        coverage.within95 += std::fabs(rank - 0.5) < 0.475;
    }
    return coverage;
}

void holdCalibrated(const Coverage &coverage) {
    std::vector<double> uniform;
    for (int i = 0; i < 10000; ++i)
        uniform.push_back((i + 0.5) / 10000);
    const auto count = static_cast<double>(coverage.ranks.size());
    const double distance = test::kolmogorovSmirnov(coverage.ranks, uniform);
    qInfo("of %g experiments the true rate lies in the central 68%% %d times, 95%% %d times; "
          "Kolmogorov-Smirnov %.3f",
          count, coverage.within68, coverage.within95, distance);
    QVERIFY(std::fabs(coverage.within68 - 0.68 * count) < 3 * std::sqrt(0.68 * 0.32 * count));
    QVERIFY(std::fabs(coverage.within95 - 0.95 * count) < 3 * std::sqrt(0.95 * 0.05 * count) + 1);
    QVERIFY(distance < 1.63 / std::sqrt(count));
}

} // namespace

class TestGinkgoSimulator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// What is mined is the density of the true tree that the trellis sums.
    void mining() {
        RandomEngine random(3);
        for (double lambda : {0.6, 1.5, 3.7})
            for (int i = 0; i < 200; ++i) {
                const GinkgoJet jet = simulateGinkgoJet(lambda, random);
                const Mined mined = mineGinkgoJet(jet, lambda, 1.1);
                const double ratio = treeLikelihood(jet, lambda) - treeLikelihood(jet, 1.1);
                QVERIFY2(std::fabs(mined.logRatio - ratio) < 1e-4 * (1 + std::fabs(ratio)),
                         qPrintable(QStringLiteral("%1 %2").arg(mined.logRatio).arg(ratio)));
                constexpr double h = 1e-4;
                const double slope =
                    (treeLikelihood(jet, lambda + h) - treeLikelihood(jet, lambda - h)) / (2 * h);
                QVERIFY(std::fabs(mined.score[0] - slope) < 1e-4 * (1 + std::fabs(slope)));
            }
    }

    void dataAreTheLeaves() {
        const Simulator &leaves = *simulators().at("ginkgo_leaves").simulator;
        const Simulator &summaries = *simulators().at("ginkgo").simulator;
        QVERIFY(!summaries.hasLikelihood() && leaves.hasLikelihood());
        for (std::uint64_t seed = 1; seed < 100; ++seed) {
            const std::vector theta{0.5 + 0.03 * static_cast<double>(seed)};
            RandomEngine random(seed), again(seed), third(seed);
            std::vector<double> x(64), s(9);
            leaves.simulate(theta, x, random);
            summaries.simulate(theta, s, again);
            const GinkgoJet jet = simulateGinkgoJet(theta[0], third);
            const auto read = ginkgoLeaves(x);
            QCOMPARE(read.size(), jet.leaves.size());
            QCOMPARE(s[0], static_cast<double>(read.size()));
            FourMomentum sum;
            for (const FourMomentum &p : read)
                sum += p;
            QVERIFY(std::fabs(sum.mass() - 25) < 1e-6 && std::fabs(sum.p() - 400) < 1e-9);
            // neither depends on the order of the leaves
            const auto other = ginkgoSummaries(read);
            for (std::size_t k = 0; k < s.size(); ++k)
                QVERIFY(std::fabs(other[k] - s[k]) < 1e-9 * (1 + std::fabs(s[k])));
            const double ratio =
                leaves.logLikelihood(x, std::array{2.}) - leaves.logLikelihood(x, std::array{1.});
            const auto likelihood = ginkgoLikelihood(jet.leaves);
            QVERIFY(std::fabs(ratio - likelihood(2) + likelihood(1)) < 1e-8);
        }
        std::vector<double> x(64);
        x[4] = 10;
        QVERIFY_EXCEPTION_THROWN(ginkgoLeaves(x), Error);
        QVERIFY_EXCEPTION_THROWN(ginkgoLikelihood(std::vector<FourMomentum>(17)), Error);
        QVERIFY_EXCEPTION_THROWN(ginkgoLikelihood({}), Error);
        QVERIFY_EXCEPTION_THROWN(samplePosterior(leaves, std::vector<double>(64), 1, 1, 1), Error);
    }

    /// Two leaves have one tree, whose likelihood is written down.
    void twoLeaves() {
        RandomEngine random(8);
        for (int found = 0; found < 20;) {
            const GinkgoJet jet = simulateGinkgoJet(3.5, random);
            if (jet.leaves.size() != 2)
                continue;
            ++found;
            const double tL = jet.leaves[0].massSquared(), tR = jet.leaves[1].massSquared(), t = 625;
            auto ordered = [&](double first, double second, double lambda) {
                const double rest = std::pow(25 - std::sqrt(first), 2), norm = 1 - std::exp(-0.999 * lambda);
                return lambda * std::exp(-lambda * first / t) / (t * norm) * lambda *
                       std::exp(-lambda * second / rest) / (rest * norm);
            };
            auto density = [&](double lambda) { return ordered(tL, tR, lambda) + ordered(tR, tL, lambda); };
            const auto likelihood = ginkgoLikelihood(jet.leaves);
            QVERIFY(std::fabs(likelihood(3) - likelihood(0.7) - std::log(density(3) / density(0.7))) < 1e-6);
        }
    }

    /// Between the 17 values of λ at which a jet is summed its likelihood is a polynomial.
    void interpolates() {
        const auto simulator = simulators().at("ginkgo_leaves").simulator;
        const auto *grid = dynamic_cast<const GridSimulator *>(simulator.get());
        RandomEngine random(12);
        for (double lambda : {0.5, 0.9, 1.7, 4.}) {
            std::vector<double> x(simulator->data().size());
            simulator->simulate(std::array{lambda}, x, random);
            const GridPosterior interpolated = grid->gridPosterior(x);
            const GridPosterior exact(simulator->prior(), [&](std::span<const double> theta) {
                return simulator->logLikelihood(x, theta);
            });
            for (double below : {0.6, 1.1, 2.3, 3.9})
                QVERIFY(std::fabs(interpolated.below(0, below) - exact.below(0, below)) < 1e-9);
        }
    }

    /// The posterior of several jets contains the true λ as often as it says.
    void coverage() { holdCalibrated(repeatedExperiments(60, 8, 1)); }

    void coverageOfHundredJets() {
        if (test::isSanitized)
            QSKIP("several minutes under a sanitizer; coverage() is its small form");
        holdCalibrated(repeatedExperiments(200, 100, 2));
    }
};

QUINCUNX_TEST(ginkgo_simulator, TestGinkgoSimulator, NoApplication)
#include "test_ginkgo_simulator.moc"
