// Markov chains over a known likelihood against exact draws and closed forms.
#include "core/inference/estimator.h"
#include "core/inference/likelihood_posterior.h"
#include "tests/core/inference/training_input.h"
#include "tests/core/inference/two_samples.h"
#include "tests/support.h"

using namespace quincunx;
using test::oneRow;

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

    /// Two estimators of the same name: the true posterior of one parameter takes many observations too.
    void theTruthTakesMany() {
        const auto board = simulators().at("galton").simulator;
        const auto exact = estimators().at("exact").make({board, nullptr, {}, 1, 1}, {});
        QVERIFY(exact->takesMany());
        QVERIFY(!estimators()
                     .at("exact")
                     .make({simulators().at("two_moons").simulator, nullptr, {}, 1, 1}, {})
                     ->takesMany());
        const Draws x = simulateAt(*board, Draws::Constant(1000, 1, -0.3), 5, 2);
        const Draws found = exact->sample(x, 4000, 1, 2);
        QVERIFY(std::fabs(found.mean() + 0.3) < 0.1);
        const double spread = std::sqrt((found.array() - found.mean()).square().mean());
        QVERIFY(spread > 0.005 && spread < 0.06);
        // One by one it is the same question as the grid of the board itself.
        const Draws once = makeTrueLikelihood(board)->sample(x.topRows(1), 4096, 1, 2),
                    own = samplePosterior(*board, rowOf(x, 0), 4096, 2, 2);
        QVERIFY(test::kolmogorovSmirnov({once.data(), once.data() + once.size()},
                                        {own.data(), own.data() + own.size()}) <
                test::kolmogorovSmirnovLimit(4096, 4096));
    }

    /// By rows of θ or by rows of x, and whether rows are alike or not: it is the same sum.
    void sumsOverData() {
        Draws theta(2, 1), x(5, 1);
        theta << 1, -2;
        x << 3, 4, 3, 3, 7;
        int calls = 0;
        auto f = [&calls](const Draws &t, const Draws &d) -> Eigen::VectorXd {
            ++calls;
            return (t.array() * d.array().square()).rowwise().sum();
        };
        const Eigen::VectorXd sum = sumOverData(theta, x, f);
        QCOMPARE(sum[0], 92.);
        QCOMPARE(sum[1], -184.);
        QCOMPARE(calls, 2);
        QCOMPARE(sumOverData(Draws(theta.replicate(5, 1)), x, f)[9], -184.);
        QCOMPARE(calls, 5);
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
