// Sequential rounds by truncated proposals against posteriors that are known, and against one round.
#include "core/inference/flow_posterior.h"
#include "core/inference/posterior_file.h"
#include "core/inference/truncated_posterior.h"
#include "core/inference/two_sample_test.h"
#include "tests/core/inference/training_input.h"
#include "tests/sanitized.h"
#include "tests/support.h"

#include <QTemporaryDir>

#include <chrono>

using namespace quincunx;
using test::oneRow;

namespace {

/// x ~ N(θ, width²), θ uniform in [−5, 5].
class Narrow final : public Simulator {
public:
    explicit Narrow(double width) : Simulator({"theta"}, uniformPrior(1, -5, 5), {"x"}), m_width(width) {}

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        x[0] = theta[0] + m_width * standardNormal(random);
    }

private:
    double m_width;
};

EstimatorSettings small(int epochs) {
    EstimatorSettings settings;
    settings.members = 1;
    settings.couplings = 3;
    settings.hidden = 32;
    settings.learningRate = 4e-3;
    settings.epochs = epochs;
    return settings;
}

EstimatorInput inputOf(std::shared_ptr<const Simulator> one, std::size_t count, int epochs) {
    return test::trainingInput(one, count, small(epochs));
}

EstimatorInput inputOf(const char *simulator, std::size_t count, int epochs) {
    return inputOf(simulators().at(simulator).simulator, count, epochs);
}

} // namespace

class TestTruncatedPosterior : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Two crescents, in rounds of 700 simulations.
    void findsTwoMoons() {
        if (test::isSanitized)
            QSKIP("minutes under a sanitizer; the tests below go the same way");
        constexpr std::size_t draws = 2000;
        const Draws x = oneRow({0, 0});
        const EstimatorInput input = inputOf("two_moons", 700, 60);
        const double distance =
            classifierTwoSampleTest(samplePosterior(*input.simulator, rowOf(x, 0), draws, 6, 2),
                                    trainTruncatedPosterior(input, {})->sample(x, draws, 1, 2), 1, 2);
        qInfo("C2ST %.3f", distance);
        QVERIFY(distance < 0.62); // 0.55 to 0.57
    }

    /// N(x/2, 0.05) in ten dimensions.
    void gaussianLinear() {
        const Draws x = oneRow({0.3, -0.4, 0.2, 0.1, -0.5, 0.6, -0.1, 0, 0.25, -0.3});
        const Draws drawn =
            trainTruncatedPosterior(inputOf("gaussian_linear", 400, 20), {})->sample(x, 5000, 1, 2);
        const Eigen::RowVectorXd mean = drawn.colwise().mean();
        const Eigen::RowVectorXd variance = (drawn.rowwise() - mean).array().square().colwise().mean();
        const double farthest = (mean - x / 2).cwiseAbs().maxCoeff() / std::sqrt(0.05);
        qInfo("mean off by at most %.3f deviations, variance %.3f ... %.3f times", farthest,
              variance.minCoeff() / 0.05, variance.maxCoeff() / 0.05);
        QVERIFY(farthest < 0.35);
        QVERIFY(variance.minCoeff() > 0.7 * 0.05 && variance.maxCoeff() < 1.4 * 0.05);
    }

    /// Where hardly a draw of the prior lies within, the flow is resampled.
    void findsANarrowPosterior() {
        const auto posterior =
            trainTruncatedPosterior(inputOf(std::make_shared<const Narrow>(2e-3), 500, 60), {});
        const Draws drawn = posterior->sample(oneRow({1.5}), 2000, 1, 2);
        const double mean = drawn.mean(), deviation = std::sqrt((drawn.array() - mean).square().mean());
        qInfo("mean 1.5 found %.4f, deviation 0.002 found %.4f", mean, deviation);
        QVERIFY(std::fabs(mean - 1.5) < 0.002);
        QVERIFY(deviation > 0.0015 && deviation < 0.003);
    }

    /// The rounds do not depend on what is drawn of them, nor on threads, nor on what was asked before; those
    /// of the last observation are kept.
    void sameSeedSameDraws() {
        const EstimatorInput input = inputOf("two_moons", 200, 4);
        const auto posterior = trainTruncatedPosterior(input, {});
        const Draws here = oneRow({0, 0}), there = oneRow({0.2, 0.1});
        const Draws drawn = posterior->sample(here, 300, 5, 2);
        int reports = 0;
        const Progress progress({}, [&](double, const std::string &) { ++reports; });
        QVERIFY(posterior->sample(here, 300, 5, 1, progress) == drawn);
        QVERIFY(posterior->sample(here, 300, 6, 2, progress) != drawn);
        QCOMPARE(posterior->sample(here, 7, 6, 2, progress).rows(), 7);
        QCOMPARE(reports, 0);
        posterior->sample(there, 10, 1, 2, progress);
        QVERIFY(reports > 0);
        QVERIFY(posterior->sample(here, 300, 5, 1) == drawn);
        EstimatorInput again = input;
        again.threads = 1;
        QVERIFY(trainTruncatedPosterior(again, {})->sample(here, 300, 5, 1) == drawn);
        for (std::size_t i = 0; i < 300; ++i)
            QVERIFY(input.simulator->prior().contains(rowOf(drawn, i)));
    }

    /// All who ask at once get the same.
    void servesSeveralThreads() {
        const auto posterior = trainTruncatedPosterior(inputOf("gauss_gauss", 100, 2), {});
        std::vector<Draws> drawn(6);
        parallelFor(drawn.size(), 3, 1, [&](std::size_t i) {
            drawn[i] = posterior->sample(oneRow({i % 2 ? 1. : -1.}), 50, 9, 1);
        });
        for (std::size_t i = 2; i < drawn.size(); ++i)
            QVERIFY(drawn[i] == drawn[i % 2]);
        QVERIFY(drawn[0] != drawn[1]);
    }

    /// Also who waits for another's rounds.
    void cancels() {
        const auto posterior = trainTruncatedPosterior(inputOf("two_moons", 2000, 1), {});
        using Clock = std::chrono::steady_clock;
        for (double at : {0., 0.2, 0.45, 0.6, 0.9}) {
            std::stop_source stop;
            Clock::time_point asked;
            const Progress progress(stop.get_token(), [&](double fraction, const std::string &) {
                if (fraction >= at && !stop.stop_requested()) {
                    asked = Clock::now();
                    stop.request_stop();
                }
            });
            QVERIFY_THROWS_EXCEPTION(Cancelled, posterior->sample(oneRow({0, 0}), 1000, 1, 2, progress));
            QVERIFY(Clock::now() - asked < std::chrono::seconds(1)); // 0.1 s, but machines are busy
        }
    }

    void refuses() {
        const auto posterior = trainTruncatedPosterior(inputOf("gauss_gauss", 50, 1), {});
        for (const Draws &x : {oneRow({NAN}), oneRow({INFINITY}), oneRow({1, 2}), Draws(Draws::Zero(2, 1))})
            QVERIFY_THROWS_EXCEPTION(Error, posterior->sample(x, 10, 1, 1));
        QVERIFY_THROWS_EXCEPTION(Error, trainTruncatedPosterior(inputOf("gauss_gauss", 9, 1), {}));
        const QTemporaryDir folder;
        QVERIFY_THROWS_EXCEPTION(Error, savePosterior(folder.filePath("model.json").toStdString(),
                                                      {"gauss_gauss", "tsnpe", posterior}));
    }
};

QUINCUNX_TEST(truncated_posterior, TestTruncatedPosterior, NoApplication)
#include "test_truncated_posterior.moc"
