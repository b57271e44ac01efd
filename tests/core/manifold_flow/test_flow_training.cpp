// Flows learn, stop, go on, and are kept in files.
#include "core/base/error.h"
#include "core/manifold_flow/evaluation.h"
#include "core/manifold_flow/flow_laws.h"
#include "core/manifold_flow/flow_model.h"
#include "core/manifold_flow/objective.h"
#include "core/manifold_flow/race.h"
#include "core/manifolds/sample_target.h"
#include "tests/core/manifolds/draws.h"
#include "tests/sanitized.h"
#include "tests/support.h"

#include <QTemporaryDir>

#include <cmath>

using namespace quincunx;

namespace {

FlowTask smallTask(const std::string &manifold, const std::string &target, const std::string &flow,
                   int steps) {
    FlowTask task;
    task.manifold = manifold;
    task.target = target;
    task.flow = flow;
    task.flowSettings = {.layers = 1, .components = 6, .bins = 8, .hidden = 16};
    task.training.steps = steps;
    task.training.batch = 128;
    return task;
}

FlowState trained(const FlowTask &task, const FlowWatch &watch = {}) {
    const auto flow = flowOf(task);
    return trainFlow(*flow, *targetOf(task), task.training, initialState(*flow, 1), watch);
}

double divergence(const FlowTask &task, const std::vector<double> &parameters) {
    return quadratureFigures(flowGrid(*flowOf(task), parameters, 128, 2), *targetOf(task)).kl;
}

/// A density that is not one.
class Spike final : public Target {
public:
    explicit Spike(double value) : Target(Manifold::named("t2")), m_value(value) {}
    double logDensity(std::span<const double>, std::span<double> gradient) const override {
        std::ranges::fill(gradient, m_value);
        return m_value;
    }

private:
    double m_value;
};

class TestFlowTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsTargetsOfThePaper_data() {
        QTest::addColumn<QString>("manifold");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("flow");
        QTest::addColumn<double>("largest");
        for (const char *flow : {"mobius", "spline", "ncp"})
            for (const char *target : {"unimodal", "multimodal", "correlated"})
                QTest::newRow((std::string(target) + " " + flow).c_str())
                    << QString("t2") << QString(target) << QString(flow) << 0.01;
        QTest::newRow("sphere recursive")
            << QString("s2") << QString("mixture4") << QString("recursive") << 0.15;
        QTest::newRow("sphere radial") << QString("s2") << QString("von_mises") << QString("expmap") << 0.02;
        QTest::newRow("sphere polynomial")
            << QString("s2") << QString("von_mises") << QString("polynomial") << 0.02;
    }

    void learnsTargetsOfThePaper() {
        QFETCH(QString, manifold);
        QFETCH(QString, target);
        QFETCH(QString, flow);
        QFETCH(double, largest);
        const FlowTask task =
            smallTask(manifold.toStdString(), target.toStdString(), flow.toStdString(), 600);
        const double before = divergence(task, flowOf(task)->identityParameters());
        const std::vector<double> learned = trained(task).parameters;
        const double after = divergence(task, learned);
        QVERIFY2(after < largest && after < 0.3 * before, QByteArray::number(after));
        QVERIFY(after > -1e-6);
        const FlowLaws laws = checkLaws(*flowOf(task), learned, 64, 3); // after training, too
        QVERIFY(laws.roundTrip < 1e-10 && laws.logSlope < 1e-6 && laws.seam < 1e-6 && laws.pole < 1e-6);
    }

    /// Draws of a known density, learned by maximum likelihood: forward KL of what is learned is small.
    void learnsFromSamples_data() {
        QTest::addColumn<QString>("manifold");
        QTest::addColumn<QString>("flow");
        QTest::addColumn<double>("largest");
        QTest::newRow("torus") << "t2"
                               << "spline" << 0.07;
        QTest::newRow("sphere") << "s2"
                                << "mobius" << 0.06;
    }
    void learnsFromSamples() {
        QFETCH(QString, manifold);
        QFETCH(QString, flow);
        QFETCH(double, largest);
        const Manifold on = Manifold::named(manifold.toStdString());
        const auto truth = targetNamed("von_mises", on, {.concentration = 2});
        const double peak = on.isSphere() ? 2 : 4;
        RandomEngine random(4);
        const PointRows samples = test::drawsOf(*truth, peak, test::isSanitized ? 500 : 5000, random);
        FlowTask task = smallTask(manifold.toStdString(), "samples", flow.toStdString(), 500);
        const auto made = flowOf(task);
        const auto target = sampleTarget(on, samples);
        std::vector<FlowReport> reports;
        FlowWatch watch;
        watch.report = [&](const FlowReport &report, const FlowState &) { reports.push_back(report); };
        const FlowState state = trainFlow(*made, *target, task.training, initialState(*made, 1), watch);
        // the density it was drawn of, seen from the samples' side
        const Quadrature grid = quadrature(on, 128);
        const Eigen::VectorXd
            learned = flowLogDensity(*made, state.parameters, grid.points, 2),
            exact = (targetLogDensity(*truth, grid.points).array() - *truth->exactLogNormaliser()).matrix();
        const double divergence =
            (grid.weights.array() * exact.array().exp() * (exact - learned).array()).sum();
        QVERIFY2(divergence < (test::isSanitized ? 0.3 : largest), QByteArray::number(divergence));
        QVERIFY(std::isnan(reports.back().ess));
        QVERIFY(reports.back().loss < on.logVolume()); // better than the uniform density
        task.flow = "expmap";
        if (on.isSphere())
            QVERIFY_THROWS_EXCEPTION(
                Error, trainFlow(*flowOf(task), *target, task.training, initialState(*flowOf(task), 1)));
    }

    /// −Σ w ln q with the draws and their weights held fixed, by differences.
    void weightedGradient() {
        FlowTask task = smallTask("t2", "multimodal", "ncp", 100);
        task.training.batch = 150; // more than are carried at once
        task.training.weighted = 0.9;
        const auto flow = flowOf(task);
        const auto target = targetOf(task);
        FlowState state = initialState(*flow, 1);
        state.step = 50;
        std::vector<double> gradient(state.weights.size(), 0.);
        objectiveOf(*flow, *target, 1)->gradient(state, task.training, 1, gradient);

        RandomEngine random = engineOf(1, 51);
        PointRows base(150, 2);
        for (Eigen::Index i = 0; i < base.rows(); ++i)
            flow->manifold().uniform({base.row(i).data(), 2}, random);
        const CarriedPoints drawn = carry(*flow, state.weights, base, FlowWay::Forward, 1);
        const Eigen::ArrayXd log = targetLogDensity(*target, drawn.points).array() + drawn.logSlope.array();
        const Eigen::ArrayXd weights = (log - log.maxCoeff()).exp() / (log - log.maxCoeff()).exp().sum();
        std::vector<double> direction(state.weights.size());
        double along = 0;
        for (std::size_t k = 0; k < direction.size(); ++k) {
            direction[k] = standardNormal(random);
            along += direction[k] * gradient[k];
        }
        constexpr double step = 1e-6;
        auto lossAt = [&](double distance) {
            std::vector<double> moved = state.weights;
            for (std::size_t k = 0; k < moved.size(); ++k)
                moved[k] += distance * direction[k];
            return -(weights * flowLogDensity(*flow, moved, drawn.points, 1).array()).sum();
        };
        const double difference = (lossAt(step) - lossAt(-step)) / (2 * step);
        QVERIFY2(std::fabs(along - difference) < 1e-5 * std::fabs(difference) + 1e-8,
                 qPrintable(QStringLiteral("%1, %2").arg(along).arg(difference)));
    }

    /// Of peaks far apart each holds a third, which draws alone do not find.
    void weightsShareOutTheModes() {
        if (test::isSanitized)
            QSKIP("800 steps of two layers of 24 components take minutes under sanitizers, and fewer do not "
                  "part the modes; weightedGradient() runs the same code, the Release run holds this");
        FlowTask task = smallTask("t2", "multimodal", "ncp", 800);
        task.targetSettings.concentration = 10;
        task.flowSettings = {.layers = 2, .components = 24, .hidden = 32};
        task.training.learningRate = 3e-3;
        task.training.annealed = 0.25;
        auto ess = [&] {
            const auto flow = flowOf(task);
            return quadratureFigures(flowGrid(*flow, trained(task).parameters, 128, 2), *targetOf(task)).ess;
        };
        const double plain = ess();
        task.training.weighted = 0.75;
        const double weighted = ess();
        QVERIFY2(weighted > 0.9 && weighted > plain + 0.05,
                 qPrintable(QStringLiteral("%1, without weights %2").arg(weighted).arg(plain)));
    }

    void racersLearnWhatTheyWouldAlone() {
        FlowTask task = smallTask("t2", "multimodal", "spline", 300);
        std::vector<FlowRacer> racers = racersFor(task);
        QCOMPARE(racers.size(), std::size_t(3));
        QCOMPARE(racers.front().task.flow, std::string("spline"));
        int turns = 0;
        raceFlows(racers, *targetOf(task), {}, [&] { return ++turns < 10; });
        QCOMPARE(turns, 2);
        for (const FlowRacer &racer : racers) {
            QCOMPARE(racer.state.parameters, trained(racer.task).parameters);
            QCOMPARE(racer.history.back().step, 300);
        }
        QCOMPARE(racersFor(smallTask("s2", "mixture4", "recursive", 1)).size(), std::size_t(5));
    }

    void whoCannotLearnLeavesTheRace() {
        // Bumps are no flow for samples, which are learned backwards.
        const FlowTask task = smallTask("s2", "mixture4", "mobius", 300);
        FlowTask exponential = task;
        exponential.flow = "expmap";
        const auto flow = flowOf(task), other = flowOf(exponential);
        std::vector<FlowRacer> racers{{exponential, other, initialState(*other, 1), {}, {}},
                                      {task, flow, initialState(*flow, 1), {}, {}}};
        const Manifold sphere = Manifold::named("s2");
        RandomEngine random(4);
        const auto samples = sampleTarget(
            sphere, test::drawsOf(*targetNamed("von_mises", sphere, {.concentration = 2}), 2, 500, random));
        raceFlows(racers, *samples, {}, [] { return true; });
        QVERIFY(racers.front().failure && racers.front().history.empty());
        QVERIFY(!racers.back().failure);
        QCOMPARE(racers.back().history.back().step, 300);
        racers.pop_back();
        QVERIFY_THROWS_EXCEPTION(Error, raceFlows(racers, *samples, {}, [] { return true; }));
    }

    void sameSeedSameFlow() {
        const FlowTask task = smallTask("t2", "unimodal", "mobius", 50);
        QCOMPARE(trained(task).parameters, trained(task).parameters);
    }

    void cancelsAndStopsAndKeeps() {
        FlowTask task = smallTask("t2", "unimodal", "mobius", 1'000'000);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(Cancelled, trained(task, {.progress = Progress(stop.get_token(), {})}));
        int asked = 0;
        FlowWatch watch;
        watch.stopAndKeep = [&asked] { return ++asked > 300; };
        const FlowState state = trained(task, watch);
        QCOMPARE(state.step, 300);
        QVERIFY(divergence(task, state.parameters) < divergence(task, flowOf(task)->identityParameters()));
    }

    void goesOnWhereAFileEnds() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("flow.json").toStdString();
        FlowTask task = smallTask("s2", "mixture4", "ncp", 120);
        task.training.weighted = 0.7; // from before the end of the first part
        const FlowState whole = trained(task);
        FlowWatch watch;
        int asked = 0;
        watch.stopAndKeep = [&asked] { return ++asked > 60; };
        saveFlowModel(path, {task, trained(task, watch)});
        const FlowModel loaded = loadFlowModel(path);
        QCOMPARE(loaded.task, task);
        QCOMPARE(loaded.state.step, 60);
        const FlowState resumed = trainFlow(*flowOf(task), *targetOf(task), task.training, loaded.state);
        QCOMPARE(resumed.weights, whole.weights);
    }

    void targetsThatAreNoDensityAreTold() {
        FlowTask task = smallTask("t2", "unimodal", "mobius", 1000);
        const auto flow = flowOf(task);
        for (const double share : {0., 0.95})
            for (const double value :
                 {std::numeric_limits<double>::quiet_NaN(), -std::numeric_limits<double>::infinity(),
                  std::numeric_limits<double>::infinity()}) {
                task.training.weighted = share;
                QVERIFY_THROWS_EXCEPTION(
                    Error, trainFlow(*flow, Spike(value), task.training, initialState(*flow, 1)));
            }
        QVERIFY_THROWS_EXCEPTION(Error, trainFlow(*flow, *targetNamed("mixture4", Manifold::named("s2")),
                                                  task.training, initialState(*flow, 1)));
    }

    void filesThatAreNoneAreTold() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("flow.json").toStdString();
        QVERIFY_THROWS_EXCEPTION(Error, loadFlowModel(path)); // not there
        const FlowTask task = smallTask("t2", "unimodal", "mobius", 1);
        saveFlowModel(path, {task, trained(task)});
        const std::string good = test::contents(path);
        auto refuses = [&](const std::string &text) {
            std::ofstream(path, std::ios::binary) << text;
            QVERIFY_THROWS_EXCEPTION(Error, loadFlowModel(path));
        };
        refuses("");
        refuses(good.substr(0, good.size() / 2));
        refuses("{\"format\": \"another\"}");
        nlohmann::json json = nlohmann::json::parse(good);
        auto changed = [&](const char *pointer, const nlohmann::json &value) {
            nlohmann::json other = json;
            other[nlohmann::json::json_pointer(pointer)] = value;
            return other.dump();
        };
        refuses(changed("/version", 99));
        refuses(changed("/task/manifold", "s2")); // its target lives elsewhere
        refuses(changed("/task/manifold", "t3"));
        refuses(changed("/task/flow", "recursive"));       // made for spheres
        refuses(changed("/task/flow_settings/layers", 3)); // other parameters than there are
        refuses(changed("/state/weights/0", "x"));
        refuses(changed("/state/weights", nlohmann::json::array({1, 2})));
        std::ofstream(path, std::ios::binary) << good;
        loadFlowModel(path);
    }
};

} // namespace

QUINCUNX_TEST(flow_training, TestFlowTraining, NoApplication)
#include "test_flow_training.moc"
