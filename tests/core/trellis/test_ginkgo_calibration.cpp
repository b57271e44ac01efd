// Which density is the generator's? If p is the posterior probability of the true tree, then over many jets
// the mean of p equals the mean of Σ p² over all trees, for the true density alone.
#include "core/trees/robinson_foulds.h"
#include "core/trellis/posterior_trees.h"
#include "tests/core/trellis/trellis_support.h"

using namespace quincunx;

class TestGinkgoCalibration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTheExactDensityIsCalibrated() {
        RandomEngine random(11);
        const int count = 20000;
        const auto jets = generateGinkgoJets(ginkgoKinds().at("qcd").settings, count, {4, 4}, random);
        for (const char *density : test::ginkgoDensities) {
            double truth = 0, squares = 0, difference2 = 0;
            for (const GinkgoJet &jet : jets) {
                const Trellis trellis(makeSplitting(density, test::dataOf(jet)), {.threads = 1});
                double p = 0, sum = 0;
                for (const ScoredTree &one : bestTrees(trellis, 15)) {
                    const double here = std::exp(one.logLikelihood - trellis.logZ());
                    sum += here * here;
                    if (robinsonFoulds(one.tree, jet.truth) == 0)
                        p = here;
                }
                truth += p / count;
                squares += sum / count;
                difference2 += (p - sum) * (p - sum) / count;
            }
            const double error = std::sqrt(difference2 / count);
            qInfo("%-10s mean p(truth) %.4f, mean sum p^2 %.4f, difference %.1f standard errors", density,
                  truth, squares, (truth - squares) / error);
            if (std::string(density) == "exact")
                QVERIFY(std::fabs(truth - squares) < 3 * error);
            else
                QVERIFY(std::fabs(truth - squares) > 4 * error);
        }
    }
};

QUINCUNX_TEST(ginkgo_calibration, TestGinkgoCalibration, NoApplication)
#include "test_ginkgo_calibration.moc"
