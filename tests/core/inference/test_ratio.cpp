// Learned ratios against exact ones.
#include "core/inference/galton.h"
#include "core/inference/ratio.h"
#include "tests/core/inference/two_samples.h"
#include "tests/support.h"

#include <nlohmann/json.hpp>

using namespace quincunx;

namespace {

EstimatorSettings quick() {
    EstimatorSettings settings;
    settings.members = 1;
    settings.hidden = 20;
    settings.batch = 200;
    settings.learningRate = 1e-2;
    settings.epochs = 40;
    return settings;
}

struct Method {
    const char *name;
    RatioLoss loss;
    double error; ///< mean squared error of ln r after 2000 simulations, by the mean of (ln r)²: the limit
};
constexpr Method methods[] = {{"nre", RatioLoss::Nre, 0.3},       {"nre_c", RatioLoss::NreC, 0.3},
                              {"carl", RatioLoss::Carl, 0.3},     {"rolr", RatioLoss::Rolr, 0.4},
                              {"alice", RatioLoss::Alice, 0.2},   {"cascal", RatioLoss::Cascal, 0.2},
                              {"rascal", RatioLoss::Rascal, 0.3}, {"alices", RatioLoss::Alices, 0.15}};

/// x ~ N(θ, 1), and how often it was asked.
class Counting final : public Simulator {
public:
    Counting() : Simulator({"theta"}, uniformPrior(1, -1, 1), {"x"}) {}
    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        ++simulated;
        x[0] = theta[0] + standardNormal(random);
    }
    bool canMine() const override { return true; }
    Mined mine(std::span<const double> theta, std::span<const double> other, std::span<double> x,
               RandomEngine &random) const override {
        ++mined;
        x[0] = theta[0] + standardNormal(random);
        return {(std::pow(x[0] - other[0], 2) - std::pow(x[0] - theta[0], 2)) / 2, {x[0] - theta[0]}};
    }
    mutable std::atomic<int> simulated = 0, mined = 0;
};

} // namespace

class TestRatio : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// On the Galton board, between θ = −0.1 and 0.2, over the bins that beads reach.
    void learnsTheRatio_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(std::size(methods)); ++i)
            QTest::newRow(methods[i].name) << i;
    }
    void learnsTheRatio() {
        QFETCH(int, index);
        const Method &method = methods[index];
        const GaltonBoard board;
        const Simulations made = simulatePrior(board, 2000, 1, 2);
        const LogRatio ratio =
            trainLogRatio(ratioTraining(board, made, method.loss, 1, 2, {}), method.loss, quick(), 1, 2, {});
        const auto above = GaltonBoard::probabilities(-0.1), below = GaltonBoard::probabilities(0.2);
        double error = 0, size = 0;
        for (int bin = 0; bin < GaltonBoard::nails; ++bin) {
            const auto i = static_cast<std::size_t>(bin);
            if (above[i] == 0 || below[i] == 0)
                continue;
            Draws theta(2, 1), x = Draws::Constant(2, 1, bin);
            theta << -0.1, 0.2;
            const Eigen::VectorXd g = ratio(theta, x);
            const double p = (above[i] + below[i]) / 2;
            const double truth = std::log(above[i] / below[i]);
            error += p * std::pow(g[0] - g[1] - truth, 2);
            size += p * truth * truth;
        }
        QVERIFY2(error / size < method.error, std::to_string(error / size).c_str());
    }

    /// A miner's budget is what it mines: nothing is simulated beside it.
    void simulatesOnce() {
        EstimatorSettings one = quick();
        one.members = one.epochs = 1;
        for (const char *name : {"carl", "rolr", "alice", "cascal", "rascal", "alices", "sally", "scandal"}) {
            const auto simulator = std::make_shared<const Counting>();
            const EstimatorKind &kind = estimators().at(name);
            const auto given = simulationsFor({&kind}, *simulator, 200, 1, 2);
            kind.make({simulator, given, one, 1, 2}, {});
            QCOMPARE(simulator->simulated + simulator->mined, 200);
            QCOMPARE(given->theta.rows(), 200);
            QVERIFY(given->theta.minCoeff() < -0.8 && given->theta.maxCoeff() > 0.8);
        }
        const auto given = [](const std::vector<const char *> &names) {
            std::vector<const EstimatorKind *> kinds;
            for (const char *name : names)
                kinds.push_back(&estimators().at(name));
            return simulationsFor(kinds, Counting(), 100, 1, 1);
        };
        QVERIFY(!given({"exact"}));
        QCOMPARE(given({"exact", "smcabc"})->theta.rows(), 20); // the others as it draws
        for (const auto &names : {std::vector{"alices", "smcabc"}, {"smcabc", "npe"}}) {
            QCOMPARE(given(names)->theta.rows(), 100); // what is enough for each
            QCOMPARE(given(names)->x.cols(), 1);
        }
        QCOMPARE(given({"alices", "rolr"})->x.cols(), 0);
    }

    /// The chains over a learned ratio give the posterior.
    void givesThePosterior() {
        const auto simulator = simulators().at("gauss_gauss").simulator;
        EstimatorInput input{simulator,
                             std::make_shared<const Simulations>(simulatePrior(*simulator, 3000, 3, 2)),
                             quick(), 1, 2};
        input.settings.members = 2;
        input.settings.hidden = 10;
        const auto posterior = trainRatioPosterior(input, RatioLoss::Alices, {});
        Draws x(1, 1);
        x << 1.5;
        const Draws found = posterior->sample(x, 2048, 1, 2);
        const Draws truth = samplePosterior(*simulator, rowOf(x, 0), 4096, 2, 2);
        QVERIFY(test::kolmogorovSmirnov({found.data(), found.data() + found.size()},
                                        {truth.data(), truth.data() + truth.size()}) < 0.1);
        const auto loaded = loadRatioPosterior(simulator, posterior->toJson());
        QVERIFY(loaded->sample(x, 50, 1, 1) == posterior->sample(x, 50, 1, 1));
        nlohmann::json broken = posterior->toJson();
        broken["widths"] = {2, 3, 1};
        QVERIFY_THROWS_EXCEPTION(Error, loadRatioPosterior(simulator, broken));
        QVERIFY_THROWS_EXCEPTION(Error, loadRatioPosterior(simulator, nlohmann::json::object()));
    }

    /// The network's own evaluation, against the formula written out.
    void evaluates() {
        const DenseShape shape{{2, 3, 1}};
        RandomEngine random(1);
        std::vector<float> p = shape.initialParameters(random);
        QCOMPARE(p.size(), std::size_t(13));
        p[7] = 0.3F;
        FloatRows in(1, 2);
        in << 0.5F, -1.F;
        double out = static_cast<double>(p[12]);
        for (std::size_t k = 0; k < 3; ++k) {
            const double a = 0.5 * static_cast<double>(p[2 * k]) - static_cast<double>(p[2 * k + 1]) +
                             static_cast<double>(p[6 + k]);
            out += static_cast<double>(p[9 + k]) * a / (1 + std::exp(-a));
        }
        QVERIFY(std::fabs(static_cast<double>(evaluate(shape, p, in)(0, 0)) - out) < 1e-5);
    }

    void refusesWhatCannotBeMined() {
        const auto simulator = simulators().at("two_moons").simulator;
        QVERIFY(!simulator->canMine());
        QVERIFY(!estimators().at("alices").refuses(*simulator).empty());
        QVERIFY(estimators().at("nre").refuses(*simulator).empty());
    }
};

QUINCUNX_TEST(ratio, TestRatio, NoApplication)
#include "test_ratio.moc"
