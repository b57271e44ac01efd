// The vector code against the formulas split by split, for every instruction set of this machine.
#include "core/trellis/ginkgo_engine.h"
#include "core/trellis/trellis.h"
#include "tests/core/trellis/trellis_support.h"

#include <hwy/targets.h>

using namespace quincunx;

namespace {

const GinkgoConvention conventions[] = {GinkgoConvention::Exact, GinkgoConvention::Published,
                                        GinkgoConvention::Ginkgo};

/// Leaves as a shower makes them, or of any masses and directions; some massless, some twice.
std::vector<FourMomentum> leavesOf(int count, int recipe, RandomEngine &random) {
    if (recipe == 0)
        return test::jetOf(count, random, count < 6 ? "qcd" : "w").leaves;
    std::vector<FourMomentum> leaves;
    for (int i = 0; i < count; ++i) {
        const double scale = recipe == 1 ? 1 : std::exp(10 * uniform(random) - 5);
        const double x = uniform(random) - 0.5, y = uniform(random) - 0.5, z = 10 * uniform(random);
        const double mass = uniform(random) < 0.3 ? 0 : 3 * uniform(random);
        leaves.push_back(
            {scale * x, scale * y, scale * z, scale * std::sqrt(x * x + y * y + z * z + mass * mass)});
        if (recipe == 3 && i % 3 == 2)
            leaves.back() = leaves.front();
    }
    return leaves;
}

} // namespace

class TestGinkgoKernel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheFormulas_data() {
        QTest::addColumn<qint64>("target");
        QTest::addColumn<int>("leaves");
        for (std::int64_t targets = hwy::SupportedTargets(); targets; targets &= targets - 1) {
            const std::int64_t target = targets & -targets;
            for (int leaves = 4; leaves <= 11; ++leaves)
                QTest::addRow("%s %d", hwy::TargetName(target), leaves) << qint64(target) << leaves;
        }
    }
    void agreesWithTheFormulas() {
        QFETCH(qint64, target);
        QFETCH(int, leaves);
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        const bool available = GinkgoEngine::available(leaves);
        int compared = 0;
        RandomEngine random(static_cast<std::uint64_t>(leaves));
        for (int recipe = 0; recipe < 4 && available; ++recipe)
            for (const GinkgoConvention convention : conventions)
                for (const auto &[lambda, root, cut] : {std::tuple{1.5, 3.0, 16.0},
                                                        {0.01, 0.01, 1e-4},
                                                        {50.0, 1.0, 1.0},
                                                        {4.0, 50.0, 1e-4},
                                                        {1.5, 1.5, 1e5}}) {
                    const GinkgoDensity density(convention, leavesOf(leaves, recipe, random),
                                                {.lambda = lambda, .lambdaRoot = root, .tCut = cut});
                    compared += compare(density);
                }
        hwy::SetSupportedTargetsForTest(0);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        if (available)
            QVERIFY2(compared >= 30, qPrintable(QString::number(compared)));
        else // the trellis must do without
            VERIFY_CLOSE(Trellis(test::randomSplitting("exact", 5, random)).clusterProbabilities().back(),
                         1.0);
    }

    void thisMachineHasVectors() {
        if (!GinkgoEngine::available(10))
            QSKIP("no vectors of four doubles here; the log-domain engine does the work");
        QVERIFY(!GinkgoEngine::available(3));
    }

private:
    /// \return whether the engine said that it stays in range; if not it makes no promise.
    static bool compare(const GinkgoDensity &density) {
        const auto masses = makeMassTable(density);
        if (!masses)
            return false;
        GinkgoEngine fast(density, masses);
        LogDomainEngine plain(density);
        plain.inside(1, {});
        if (!fast.inside(1, {}))
            return false;
        for (Cluster cluster = 1; cluster <= density.all(); ++cluster) {
            verify(fast.logZ(cluster), plain.logZ(cluster), cluster);
            verify(fast.logMaximum(cluster), plain.logMaximum(cluster), cluster);
        }
        const auto fastP = fast.outside(1, {}), plainP = plain.outside(1, {});
        for (Cluster cluster = 1; cluster <= density.all(); ++cluster)
            verify(fastP[cluster], plainP[cluster], cluster);
        const TreeStatistics fastStatistics = fast.statistics(1, {}),
                             plainStatistics = plain.statistics(1, {});
        verify(fastStatistics.finiteTrees, plainStatistics.finiteTrees, 0);
        if (plainStatistics.finiteTrees > 0)
            verify(fastStatistics.expectedScore, plainStatistics.expectedScore, 0);
        return true;
    }
    static void verify(double found, double expected, Cluster cluster) {
        if (!test::close(found, expected))
            QFAIL(qPrintable(QString("cluster %1: %2, expected %3")
                                 .arg(cluster)
                                 .arg(found, 0, 'g', 17)
                                 .arg(expected, 0, 'g', 17)));
    }
};

QUINCUNX_TEST(ginkgo_kernel, TestGinkgoKernel, NoApplication)
#include "test_ginkgo_kernel.moc"
