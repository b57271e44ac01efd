// What networks learn, through the module that holds torch, against what is known.
#include "core/inference/flow_posterior.h"
#include "core/inference/posterior_file.h"
#include "core/inference/two_sample_test.h"
#include "tests/core/inference/training_input.h"
#include "tests/core/inference/two_samples.h"
#include "tests/sanitized.h"
#include "tests/support.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <chrono>
#include <fstream>

using namespace quincunx;
using test::oneRow;

namespace {

Draws gaussian(Eigen::Index rows, Eigen::Index columns, double shift, std::uint64_t seed) {
    RandomEngine random(seed);
    Draws draws(rows, columns);
    for (double &value : draws.reshaped())
        value = standardNormal(random);
    draws.col(0).array() += shift;
    return draws;
}

EstimatorInput inputOf(const char *simulator, std::size_t count, int epochs) {
    EstimatorSettings settings;
    settings.members = 2;
    settings.couplings = 2;
    settings.hidden = 16;
    settings.batch = 100;
    settings.learningRate = 4e-3;
    settings.epochs = epochs;
    return test::trainingInput(simulators().at(simulator).simulator, count, settings);
}

double distanceTo(const Draws &found, const Simulator &simulator, const Draws &x) {
    const Draws truth = samplePosterior(simulator, rowOf(x, 0), 4000, 2, 2);
    double largest = 0;
    for (Eigen::Index k = 0; k < truth.cols(); ++k)
        largest = std::max(largest, test::kolmogorovSmirnov({found.col(k).begin(), found.col(k).end()},
                                                            {truth.col(k).begin(), truth.col(k).end()}));
    return largest;
}

} // namespace

class TestNeural : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsThePosterior_data() {
        QTest::addColumn<QByteArray>("estimator");
        QTest::newRow("npe") << QByteArray("npe");
        QTest::newRow("nle") << QByteArray("nle");
    }
    void learnsThePosterior() {
        QFETCH(QByteArray, estimator);
        const EstimatorInput input = inputOf("gauss_gauss", 2000, 25);
        const auto posterior = estimators().at(estimator.toStdString()).make(input, {});
        for (double x : {-2., 0.5, 4.}) {
            const double distance =
                distanceTo(posterior->sample(oneRow({x}), 4000, 1, 2), *input.simulator, oneRow({x}));
            QVERIFY2(distance < 0.12, std::to_string(distance).c_str());
        }
    }

    /// exp(logDensity) is the density that draws follow.
    void densityAndDrawsAgree() {
        const EstimatorInput input = inputOf("gauss_gauss", 1000, 10);
        const auto posterior = trainFlowPosterior(input, {});
        constexpr int cells = 400;
        Draws grid(cells, 1);
        for (int i = 0; i < cells; ++i)
            grid(i, 0) = -5 + 10 * (i + 0.5) / cells;
        const Eigen::ArrayXd density =
            posterior->logDensity(grid, Draws::Constant(cells, 1, 1.)).array().exp() * (10. / cells);
        QVERIFY(std::fabs(density.sum() - 1) < 0.01);
        const Draws drawn = posterior->sample(oneRow({1}), 20000, 1, 2);
        QVERIFY(std::fabs((density * grid.col(0).array()).sum() - drawn.mean()) < 0.06);
        QVERIFY(drawn.minCoeff() >= -5 && drawn.maxCoeff() <= 5);
    }

    void leavesOutWhatIsNotFinite() {
        EstimatorInput input = inputOf("gauss_gauss", 600, 3);
        Simulations broken = *input.simulations;
        for (Eigen::Index i = 0; i < 300; ++i)
            broken.x(i, 0) = i % 2 ? NAN : INFINITY;
        input.simulations = std::make_shared<const Simulations>(broken);
        QVERIFY(trainFlowPosterior(input, {})->sample(oneRow({1}), 100, 1, 1).allFinite());
        broken.x.setConstant(NAN);
        input.simulations = std::make_shared<const Simulations>(broken);
        QVERIFY_THROWS_EXCEPTION(Error, trainFlowPosterior(input, {}));
    }

    void stopsAndKeeps() {
        LossCurve last;
        TrainingWatch watch;
        watch.epoch = [&](const LossCurve &curve) { last = curve; };
        watch.stopAndKeep = [&] { return last.validation.size() >= 3; };
        QVERIFY(trainFlowPosterior(inputOf("gauss_gauss", 500, 1000), watch)
                    ->sample(oneRow({1}), 100, 1, 1)
                    .allFinite());
        QVERIFY(last.validation.size() < 10);
        QCOMPARE(last.training.size(), last.validation.size());
    }

    void cancels() {
        std::stop_source stop;
        TrainingWatch watch{.progress = Progress(stop.get_token(), {})};
        using Clock = std::chrono::steady_clock;
        Clock::time_point asked;
        watch.epoch = [&](const LossCurve &curve) {
            if (curve.validation.size() == 2) {
                asked = Clock::now();
                stop.request_stop();
            }
        };
        QVERIFY_THROWS_EXCEPTION(Cancelled, trainFlowPosterior(inputOf("slcp", 3000, 1000), watch));
        QVERIFY(Clock::now() - asked < std::chrono::seconds(1)); // 0.1 s, but machines are busy
    }

    void sameSeedSameNetwork() {
        const EstimatorInput input = inputOf("two_moons", 300, 4);
        QVERIFY(trainFlowPosterior(input, {})->sample(oneRow({0, 0}), 50, 1, 2) ==
                trainFlowPosterior(input, {})->sample(oneRow({0, 0}), 50, 1, 1));
    }

    void savesAndLoads_data() { learnsThePosterior_data(); }
    void savesAndLoads() {
        QFETCH(QByteArray, estimator);
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.filePath("model.json").toStdString());
        const EstimatorInput input = inputOf("two_moons", 300, 3);
        const auto made = estimators().at(estimator.toStdString()).make(input, {});
        savePosterior(path, {"two_moons", estimator.toStdString(), made});
        const NamedPosterior loaded = loadPosterior(path);
        QCOMPARE(loaded.estimator, estimator.toStdString());
        QVERIFY(loaded.posterior->sample(oneRow({0, 0}), 50, 1, 1) == made->sample(oneRow({0, 0}), 50, 1, 1));
        const std::string text = test::contents(path);
        auto refuses = [&](const std::string &content) {
            std::ofstream(path) << content;
            try {
                loadPosterior(path);
            } catch (const Error &) {
                return true;
            }
            return false;
        };
        QVERIFY(refuses(text.substr(0, text.size() / 2)));
        QVERIFY(refuses("{}") && refuses("[]") && refuses(""));
        nlohmann::json json = nlohmann::json::parse(text);
        auto changed = [&](const char *pointer, const nlohmann::json &value) {
            nlohmann::json other = json;
            other[nlohmann::json::json_pointer(pointer)] = value;
            return other.dump();
        };
        QVERIFY(refuses(changed("/version", json["version"].get<int>() + 1)));
        QVERIFY(refuses(changed("/simulator", "none")));
        QVERIFY(refuses(changed("/estimator", "abc")));
        QVERIFY(refuses(changed("/model/dimension", 3)));
        QVERIFY(refuses(changed("/model/hidden", 7)));
        QVERIFY(refuses(changed("/model/members", nlohmann::json::array())));
        QVERIFY(refuses(changed("/model/whitening/mean", {1})));
        QVERIFY(refuses(changed("/model/whitening", 3)));
    }

    /// A model of the first version, which has no softness, is still read, as it was meant then.
    void readsTheFirstVersion() {
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.filePath("model.json").toStdString());
        savePosterior(path, {"two_moons", "npe", trainFlowPosterior(inputOf("two_moons", 300, 3), {})});
        nlohmann::json json = nlohmann::json::parse(test::contents(path));
        const auto drawn = [&] {
            std::ofstream(path) << json.dump();
            return loadPosterior(path).posterior->sample(oneRow({0, 0}), 50, 1, 1);
        };
        json["model"]["softness"] = 0.15;
        const Draws expected = drawn();
        json["model"].erase("softness");
        json["version"] = 1;
        QVERIFY(drawn() == expected);
    }

    /// Alike ½; one deviation apart in the plane Φ(½) = 0.6915; nothing in common 1.
    void tellsSetsApart() {
        const Eigen::Index rows = test::isSanitized ? 250 : 4000;
        const double limit =
            0.02 * std::sqrt(4000. / rows); // 3.6 deviations of the share of 2 · rows answers
        const Draws reference = gaussian(rows, 2, 0, 1);
        const double alike = classifierTwoSampleTest(reference, gaussian(rows, 2, 0, 2), 1, 2);
        QVERIFY2(std::fabs(alike - 0.5) < limit, std::to_string(alike).c_str());
        const double shifted = classifierTwoSampleTest(reference, gaussian(rows, 2, 1, 3), 1, 2);
        QVERIFY2(std::fabs(shifted - 0.6915) < limit, std::to_string(shifted).c_str());
        QVERIFY(classifierTwoSampleTest(reference, gaussian(rows, 2, 20, 4), 1, 2) > 0.999);
        QVERIFY_THROWS_EXCEPTION(Error, classifierTwoSampleTest(reference, gaussian(rows, 3, 0, 2), 1, 2));
    }
};

QUINCUNX_TEST(neural, TestNeural, NoApplication)
#include "test_neural.moc"
