// Networks that summarise data before a flow sees them.
#include "core/inference/embedding.h"
#include "core/inference/estimator.h"
#include "core/inference/old_embedding.h"
#include "core/inference/posterior_file.h"
#include "tests/core/inference/all_simulators.h"
#include "tests/sanitized.h"
#include "tests/support.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <fstream>

using namespace quincunx;

namespace {

/// Twenty numbers about θ, or ten points; what they are said to be is the caller's choice.
class Scattered final : public Simulator {
public:
    explicit Scattered(DataShape shape)
        : Simulator({"theta"}, uniformPrior(1, -2, 2), numbered("x", 20))
        , m_shape(shape) {}

    DataShape dataShape() const override { return m_shape; }
    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        for (double &value : x)
            value = theta[0] + standardNormal(random);
    }

private:
    DataShape m_shape;
};

EmbeddingShape shapeOf(EmbeddingShape::Kind kind, int inputs, int parts) {
    return {.kind = kind, .inputs = inputs, .parts = parts, .hidden = 8, .summaries = 3};
}

Draws normalDraws(Eigen::Index rows, Eigen::Index columns, std::uint64_t seed) {
    RandomEngine random(seed);
    Draws draws(rows, columns);
    for (double &value : draws.reshaped())
        value = standardNormal(random);
    return draws;
}

} // namespace

class TestEmbedding : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// No order of the elements of a set matters, nor how many absent ones stand behind them.
    void setsHaveNoOrder() {
        Draws data = normalDraws(5, 12, 1);
        data.rightCols(3).setZero(); // four elements of three numbers, the last absent
        const Embedding embedding(shapeOf(EmbeddingShape::Kind::Set, 12, 3), data);
        RandomEngine random(2);
        const std::vector<float> parameters = embedding.shape().initialParameters(random);
        QCOMPARE(parameters.size(), embedding.shape().parameterCount());
        Draws dealt = data;
        dealt.middleCols(0, 3) = data.middleCols(6, 3);
        dealt.middleCols(3, 3) = data.middleCols(9, 3);
        dealt.middleCols(6, 3) = data.middleCols(0, 3);
        dealt.middleCols(9, 3) = data.middleCols(3, 3);
        QVERIFY((embedding(parameters, dealt) - embedding(parameters, data)).cwiseAbs().maxCoeff() < 1e-6F);
        QVERIFY((embedding.outline(dealt) - embedding.outline(data)).cwiseAbs().maxCoeff() < 1e-12);
        dealt.col(0).array() += 1;
        QVERIFY((embedding(parameters, dealt) - embedding(parameters, data)).cwiseAbs().maxCoeff() > 1e-3F);
        QVERIFY(embedding(parameters, Draws::Zero(1, 12)).allFinite());
    }

    /// Each window sees five values of all curves, two apart from the next.
    void seriesAreSeenInWindows() {
        const EmbeddingShape shape = shapeOf(EmbeddingShape::Kind::Series, 20, 2);
        QCOMPARE(shape.lengths(), (std::vector{10, 5}));
        QCOMPARE(shapeOf(EmbeddingShape::Kind::Series, 100, 1).lengths(), (std::vector{100, 50, 25, 13}));
        QCOMPARE(shape.networks()[0].widths, (std::vector{10, 16}));
        QCOMPARE(shape.networks()[1].widths, (std::vector{80, 8, 3}));
        // With weights that pass on the middle of each window alone, what comes out goes with every second
        // value only: ρ's first layer is summed, and the other layers are straight.
        std::vector<float> parameters(shape.parameterCount(), 0.F);
        parameters[2 * 2 + 0] = 1; // channel 0: the middle value of the first curve
        const std::size_t first = shape.networks()[0].parameterCount();
        for (std::size_t k = 0; k < 5; ++k)
            parameters[first + 16 * k] = 1; // hidden unit 0: channel 0 of each of five
        parameters[first + 81 * 8] = 1;     // summary 0
        const Draws spread = normalDraws(50, 20, 3);
        const Embedding embedding(shape, spread);
        const FloatRows before = embedding(parameters, spread);
        for (int column = 0; column < 20; ++column) {
            Draws moved = spread;
            moved.col(column).array() += 0.5;
            const float change = (embedding(parameters, moved) - before).cwiseAbs().maxCoeff();
            QCOMPARE(change > 1e-4F, column < 10 && column % 2 == 0);
        }
    }

    /// Torch teaches what is evaluated without it: the posterior of the mean of 20 numbers is known.
    void learnsThrough_data() {
        QTest::addColumn<int>("data");
        QTest::addColumn<int>("parts");
        QTest::addColumn<int>("choice");
        auto row = [](const char *name, DataShape::Kind kind, int parts, EmbeddingChoice choice) {
            QTest::newRow(name) << static_cast<int>(kind) << parts << static_cast<int>(choice);
        };
        row("dense", DataShape::Kind::Numbers, 1, EmbeddingChoice::Dense);
        row("set", DataShape::Kind::Set, 1, EmbeddingChoice::Automatic);
        row("points", DataShape::Kind::Points2D, 1, EmbeddingChoice::Set);
        row("series", DataShape::Kind::Series, 1, EmbeddingChoice::Series);
        row("two series", DataShape::Kind::Series, 2, EmbeddingChoice::Series);
    }
    void learnsThrough() {
        QFETCH(int, data);
        QFETCH(int, parts);
        QFETCH(int, choice);
        const auto simulator = std::make_shared<Scattered>(
            DataShape{static_cast<DataShape::Kind>(data), static_cast<std::size_t>(parts)});
        EstimatorSettings settings;
        settings.embedding = static_cast<EmbeddingChoice>(choice);
        settings.members = 1;
        settings.couplings = 2;
        settings.hidden = 16;
        settings.epochs = 30;
        const auto simulations = std::make_shared<const Simulations>(
            simulatePrior(*simulator, test::isSanitized ? 1000 : 3000, 4, 2));
        const auto posterior = estimators().at("npe").make({simulator, simulations, settings, 5, 2}, {});
        double squares = 0, spread = 0;
        constexpr int trials = 30;
        const Draws observations = simulateAt(*simulator, Draws::Constant(trials, 1, 0.3), 6, 1);
        for (int i = 0; i < trials; ++i) {
            const Draws drawn = posterior->sample(observations.row(i), 500, 7, 2);
            squares += std::pow(drawn.mean() - observations.row(i).mean(), 2) / trials;
            spread += (drawn.array() - drawn.mean()).square().mean() / trials;
        }
        // in units of the posterior's variance, 1/20
        qInfo("off by %.2f deviations, %.2f times as wide", std::sqrt(20 * squares), std::sqrt(20 * spread));
        QVERIFY(20 * squares < 0.4 * 0.4);
        QVERIFY(std::sqrt(20 * spread) > 0.8 && std::sqrt(20 * spread) < 1.3);
    }

    void savesAndLoads() {
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.filePath("model.json").toStdString());
        const auto simulator = simulators().at("ginkgo_leaves").simulator;
        EstimatorSettings settings;
        settings.members = 2;
        settings.epochs = 2;
        const auto simulations = std::make_shared<const Simulations>(simulatePrior(*simulator, 300, 8, 2));
        const auto made = estimators().at("npe").make({simulator, simulations, settings, 9, 2}, {});
        savePosterior(path, {"ginkgo_leaves", "npe", made});
        const Draws x = simulations->x.topRows(1);
        QVERIFY(loadPosterior(path).posterior->sample(x, 50, 1, 1) == made->sample(x, 50, 1, 1));
        const nlohmann::json saved = nlohmann::json::parse(test::contents(path));
        for (const auto &[pointer, value] :
             {std::pair<const char *, nlohmann::json>{"/model/embedding/kind", 7},
              {"/model/embedding/parts", 3},
              {"/model/embedding/parts", 0},
              {"/model/embedding/hidden", 51},
              {"/model/embedding/mean", {1}}}) {
            nlohmann::json changed = saved;
            changed[nlohmann::json::json_pointer(pointer)] = value;
            std::ofstream(path) << changed.dump();
            QVERIFY_THROWS_EXCEPTION(Error, loadPosterior(path));
        }
    }

    /// Sets as they were seen before version 3 of model files: ρ(⟨W silu(V e + a) + b⟩, share).
    void readsOlderSets() {
        constexpr Eigen::Index parts = 2, hidden = 4, summaries = 3, elements = 5, flow = 7;
        RandomEngine random(21);
        const DenseShape phi{{parts, hidden, hidden}}, rho{{hidden + 1, hidden, summaries}};
        std::vector<float> all(flow, 0.5F);
        for (const DenseShape *network : {&phi, &rho})
            for (std::size_t k = 0; k < network->parameterCount(); ++k)
                all.push_back(static_cast<float>(standardNormal(random)));
        Draws data = normalDraws(6, elements * parts, 22);
        data.block(0, 6, 3, 4).setZero(); // of three sets the last two elements are absent
        const nlohmann::json old{{"members", {all}},
                                 {"embedding",
                                  {{"kind", 1},
                                   {"inputs", elements * parts},
                                   {"parts", parts},
                                   {"hidden", hidden},
                                   {"summaries", summaries},
                                   {"mean", {0.25, -0.5}},
                                   {"deviation", {2, 0.5}}}}};
        const nlohmann::json renewed = withTodaysEmbedding(old);
        const auto parameters = renewed["members"][0].get<std::vector<float>>();
        const Embedding embedding(renewed["embedding"]);
        QCOMPARE(parameters.size(), flow + embedding.shape().parameterCount());
        QVERIFY(std::equal(all.begin(), all.begin() + flow, parameters.begin()));
        const FloatRows seen = embedding(std::span(parameters).subspan(flow), data);
        const std::span ofPhi = std::span(all).subspan(flow, phi.parameterCount()),
                        ofRho = std::span(all).subspan(flow + phi.parameterCount());
        for (Eigen::Index i = 0; i < data.rows(); ++i) {
            const Eigen::Index present = i < 3 ? 3 : 5;
            FloatRows sum = FloatRows::Zero(1, hidden + 1);
            for (Eigen::Index k = 0; k < present; ++k) {
                const FloatRows element{{static_cast<float>((data(i, 2 * k) - 0.25) / 2),
                                         static_cast<float>((data(i, 2 * k + 1) + 0.5) / 0.5)}};
                sum.leftCols(hidden) += evaluate(phi, ofPhi, element) / static_cast<float>(present);
            }
            sum(0, hidden) = static_cast<float>(present) / elements;
            QVERIFY((seen.row(i) - evaluate(rho, ofRho, sum)).cwiseAbs().maxCoeff() < 1e-5F);
        }
        nlohmann::json damaged = old;
        damaged["members"][0] = std::vector<float>(9);
        QVERIFY_THROWS_EXCEPTION(Error, withTodaysEmbedding(damaged));
        QVERIFY(withTodaysEmbedding(renewed) == renewed);
    }

    void refusesWhatTheDataAreNot() {
        const Scattered numbers({DataShape::Kind::Numbers, 1});
        QVERIFY(!embeddingFor(numbers, EmbeddingChoice::Automatic, 50));
        QVERIFY(!embeddingFor(*simulators().at("sir").simulator, EmbeddingChoice::Automatic, 50));
        QCOMPARE(embeddingFor(*simulators().at("chirp").simulator, EmbeddingChoice::Automatic, 50)->kind,
                 EmbeddingShape::Kind::Series);
        QVERIFY_THROWS_EXCEPTION(Error, embeddingFor(numbers, EmbeddingChoice::Set, 50));
        QVERIFY_THROWS_EXCEPTION(Error, embeddingFor(numbers, EmbeddingChoice::Series, 50));
    }
};

QUINCUNX_TEST(embedding, TestEmbedding, NoApplication)
#include "test_embedding.moc"
