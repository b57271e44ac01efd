// Markov chains over a known likelihood against exact draws and closed forms.
#include "core/inference/likelihood_posterior.h"
#include "tests/core/inference/two_samples.h"
#include "tests/support.h"

using namespace quincunx;

namespace {

Draws oneRow(std::vector<double> values) {
    return Eigen::Map<Draws>(values.data(), 1, static_cast<Eigen::Index>(values.size()));
}

} // namespace

class TestLikelihoodPosterior : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsTheTruePosterior_data() {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"gauss_gauss", "gaussian_mixture", "gaussian_linear_uniform"})
            QTest::newRow(name) << QByteArray(name);
    }
    void drawsTheTruePosterior() {
        QFETCH(QByteArray, name);
        const auto simulator = simulators().at(name.toStdString()).simulator;
        const Simulations made = simulatePrior(*simulator, 1, 12, 1);
        const Draws chains = makeTrueLikelihood(simulator)->sample(made.x, 4096, 1, 2);
        const Draws truth = samplePosterior(*simulator, rowOf(made.x, 0), 4096, 2, 2);
        for (Eigen::Index k = 0; k < truth.cols(); ++k) {
            // Draws of a chain depend on each other: an effective quarter of them.
            const double found = test::kolmogorovSmirnov({chains.col(k).begin(), chains.col(k).end()},
                                                         {truth.col(k).begin(), truth.col(k).end()});
            QVERIFY2(found < test::kolmogorovSmirnovLimit(1024, 4096), std::to_string(found).c_str());
        }
    }

    /// θ|x₁…x_n ~ N(x̄, 5/n).
    void manyObservationsCloseIn() {
        const auto simulator = simulators().at("gauss_gauss").simulator;
        constexpr int count = 200;
        const Draws theta = Draws::Constant(count, 1, 1.7);
        const Draws x = simulateAt(*simulator, theta, 5, 1);
        const Draws found = makeTrueLikelihood(simulator)->sample(x, 4096, 1, 2);
        const double deviation = std::sqrt(5. / count);
        QVERIFY(std::fabs(found.mean() - x.mean()) < 0.1 * deviation);
        const double spread = std::sqrt((found.array() - found.mean()).square().mean());
        QVERIFY(std::fabs(spread / deviation - 1) < 0.08);
    }

    void sameDrawsOnAnyThreads() {
        const auto posterior = makeTrueLikelihood(simulators().at("gauss_gauss").simulator);
        QVERIFY(posterior->sample(oneRow({1}), 300, 7, 1) == posterior->sample(oneRow({1}), 300, 7, 2));
    }

    void saysWhenNothingFits() {
        const auto posterior = makeTrueLikelihood(simulators().at("galton").simulator);
        QVERIFY_THROWS_EXCEPTION(Error, posterior->sample(oneRow({-1}), 10, 1, 1)); // there is no such bin
        QVERIFY_THROWS_EXCEPTION(Error, posterior->sample(oneRow({NAN}), 10, 1, 1));
        QVERIFY_THROWS_EXCEPTION(Error, posterior->sample(oneRow({1, 2}), 10, 1, 1));
    }
};

QUINCUNX_TEST(likelihood_posterior, TestLikelihoodPosterior, NoApplication)
#include "test_likelihood_posterior.moc"
