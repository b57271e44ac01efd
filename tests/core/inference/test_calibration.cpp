#include "core/inference/calibration.h"
#include "core/inference/estimator.h"
#include "tests/support.h"

using namespace quincunx;

namespace {

std::shared_ptr<const Posterior> posteriorOf(const char *estimator, const char *simulator) {
    return estimators().at(estimator).make({simulators().at(simulator).simulator, nullptr, {}, 1, 2}, {});
}

/// The true posterior, drawn together towards its middle: too sure of itself.
class Overconfident final : public Posterior {
public:
    explicit Overconfident(std::shared_ptr<const Simulator> simulator) : Posterior(std::move(simulator)) {}
    Draws sample(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                 const Progress &) const override {
        const Draws theta = samplePosterior(simulator(), rowOf(x, 0), count, seed, threads);
        const Eigen::RowVectorXd mean = theta.colwise().mean();
        return (0.7 * (theta.rowwise() - mean)).rowwise() + mean;
    }
};

} // namespace

class TestCalibration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passesTheTruth_data() {
        QTest::addColumn<QByteArray>("estimator");
        QTest::addColumn<QByteArray>("simulator");
        QTest::newRow("two moons") << QByteArray("exact") << QByteArray("two_moons");
        QTest::newRow("in a box") << QByteArray("exact") << QByteArray("gaussian_linear_uniform");
        QTest::newRow("chains") << QByteArray("mcmc") << QByteArray("gauss_gauss");
    }
    void passesTheTruth() {
        QFETCH(QByteArray, estimator);
        QFETCH(QByteArray, simulator);
        const Calibration found = calibrate(*posteriorOf(estimator, simulator), 1000, 100, 3, 2);
        for (Eigen::Index k = 0; k < found.rank.cols(); ++k) {
            QVERIFY(found.rankPValue(k) > 0.001);
            for (double level : {0.5, 0.8, 0.95})
                QVERIFY(std::fabs(found.coverage(k, level) - level) < 0.05);
        }
        QVERIFY(found.nearerPValue() > 0.001);
    }

    void noticesWhatIsTooSure() {
        const Overconfident narrow(simulators().at("gaussian_linear").simulator);
        const Calibration found = calibrate(narrow, 1000, 100, 3, 2);
        QVERIFY(found.coverage(0, 0.8) < 0.7);
        QVERIFY(found.rankPValue(0) < 1e-4);
        QVERIFY(found.nearerPValue() < 1e-4);
    }

    /// Against the definition, and p-values are themselves uniform.
    void pValues() {
        RandomEngine random(4);
        std::vector<double> p;
        for (int i = 0; i < 2000; ++i) {
            std::vector<double> values(50);
            for (double &value : values)
                value = uniform(random);
            p.push_back(uniformityPValue(values));
        }
        QVERIFY(uniformityPValue(p) > 1e-3);
        QVERIFY(uniformityPValue({0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16}) < 1e-3);
    }

    /// A curve leaves the band where p falls below 5%.
    void theBandIsThatOfThePValue() {
        for (std::size_t count : {20U, 300U, 5000U}) {
            const double band = uniformityBand(count);
            for (const auto &[far, above] : {std::pair{0.98 * band, true}, {1.02 * band, false}}) {
                std::vector<double> values;
                for (std::size_t i = 0; i < count; ++i) // the lowest `far` of them at 0
                    values.push_back(
                        std::max(0., static_cast<double>(i + 1) / static_cast<double>(count) - far));
                const double p = uniformityPValue(values);
                QVERIFY2((p > 0.05) == above && p > 0.04 && p < 0.06, qPrintable(QString::number(p)));
            }
        }
    }

    /// gauss_gauss: the posterior of θ ~ U[−5, 5] given x ~ N(θ, 5).
    void curvesAndRecovery() {
        const Calibration found = calibrate(*posteriorOf("exact", "gauss_gauss"), 400, 200, 1, 2);
        const std::vector<double> ranks = found.ranks(0), intervals = found.intervals(0);
        QVERIFY(std::ranges::is_sorted(ranks) && std::ranges::is_sorted(intervals));
        const auto below = std::ranges::count_if(intervals, [](double mass) { return mass < 0.8; });
        QCOMPARE(static_cast<double>(below) / 400, found.coverage(0, 0.8));
        QCOMPARE(found.nearness().size(), std::size_t(400));
        QVERIFY(std::fabs(found.zScore(0) - 1) < 0.1);
        QVERIFY(found.contraction(0) > 0.45 && found.contraction(0) < 0.75);
        const Overconfident narrow(simulators().at("gaussian_linear").simulator);
        QVERIFY(std::fabs(calibrate(narrow, 400, 200, 1, 2).zScore(0) - 1 / 0.7) < 0.12);
    }

    /// What is seen on the way is the beginning of the whole, and can be kept.
    void endsWhenToldTo() {
        const auto posterior = posteriorOf("exact", "two_moons");
        const Calibration whole = calibrate(*posterior, 300, 20, 9, 2);
        std::vector<std::size_t> seen;
        const Calibration part =
            calibrate(*posterior, 300, 20, 9, 2, {}, [&](const Calibration &all, std::size_t done) {
                seen.push_back(done);
                return all.truth.topRows(static_cast<Eigen::Index>(done)).allFinite() && done < 50;
            });
        QVERIFY(seen.size() > 2 && std::ranges::is_sorted(seen));
        QCOMPARE(part.trials(), seen.back());
        QVERIFY(part.trials() >= 50 && part.trials() < 300);
        QVERIFY(part.rank == whole.first(part.trials()).rank);
        QVERIFY(part.nearer == whole.nearer.head(part.nearer.size()));
    }

    void sameNumbersOnAnyThreads() {
        const auto posterior = posteriorOf("exact", "gauss_gauss");
        QVERIFY(calibrate(*posterior, 50, 20, 9, 1).rank == calibrate(*posterior, 50, 20, 9, 2).rank);
    }
};

QUINCUNX_TEST(calibration, TestCalibration, NoApplication)
#include "test_calibration.moc"
