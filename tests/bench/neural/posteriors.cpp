#include "tests/bench/neural/posteriors.h"

#include "core/inference/calibration.h"
#include "core/inference/flow_posterior.h"
#include "core/inference/ginkgo_simulator.h"
#include "core/inference/likelihood_posterior.h"
#include "core/inference/two_sample_test.h"
#include "tests/bench/neural/timing.h"

#include <cstdio>
#include <fstream>
#include <sstream>

namespace quincunx::bench {
namespace {

Draws readRows(const std::filesystem::path &path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    std::vector<double> values;
    Eigen::Index rows = 0;
    for (; std::getline(file, line); ++rows) {
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');)
            values.push_back(std::stod(cell));
    }
    return rows == 0 ? Draws()
                     : Draws(Eigen::Map<Draws>(values.data(), rows,
                                               static_cast<Eigen::Index>(values.size()) / rows));
}

/// How posteriors of one parameter compare with the exact ones.
struct Comparison {
    double squares = 0, ratio = 0;
    int held = 0, count = 0;

    void add(const Draws &found, const Draws &exact, double truth) {
        auto deviation = [](const Draws &draws) {
            return std::sqrt((draws.array() - draws.mean()).square().mean());
        };
        squares += std::pow((found.mean() - exact.mean()) / deviation(exact), 2);
        ratio += deviation(found) / deviation(exact);
        held += std::fabs((found.array() < truth).cast<double>().mean() - 0.5) < 0.34;
        ++count;
    }
    void print(const char *what) const {
        std::printf("%-40s means apart by %.2f deviations, %.2f times as wide, 68%% holds %d of %d\n", what,
                    std::sqrt(squares / count), ratio / count, held, count);
        std::fflush(stdout);
    }
};

} // namespace

void posteriors() {
    const std::filesystem::path data = std::filesystem::path(QUINCUNX_SHARED_DIR) / "data/sbibm";
    for (const char *task : {"two_moons", "gaussian_linear", "gaussian_mixture", "slcp", "sir"})
        for (std::size_t count : {1000, 10000}) {
            if (!std::filesystem::exists(data / task))
                continue;
            const auto simulator = simulators().at(task).simulator;
            EstimatorInput input{simulator,
                                 std::make_shared<const Simulations>(simulatePrior(*simulator, count, 1, 2)),
                                 {},
                                 1,
                                 2};
            std::shared_ptr<const Posterior> posterior;
            std::size_t epochs = 0;
            TrainingWatch watch;
            watch.epoch = [&](const LossCurve &curve) { epochs = curve.validation.size(); };
            const double took = seconds([&] { posterior = trainFlowPosterior(input, watch); });
            std::printf("%-18s %6zu trained in %.1f s, %zu epochs; C2ST", task, count, took, epochs);
            for (const char *observation : {"obs_1", "obs_2"}) {
                Draws drawn;
                const Draws x = readRows(data / task / observation / "observation.csv");
                const double drawing = bestOf(3, 1, [&] { drawn = posterior->sample(x, 10000, 7, 2); });
                std::printf(" %.4f", classifierTwoSampleTest(readRows(data / task / observation /
                                                                      "reference_posterior_samples.csv"),
                                                             drawn, 1, 2));
                std::printf(" (10000 draws in %.1f ms)", 1e3 * drawing);
                std::fflush(stdout);
            }
            std::printf("\n");
        }
}

void presets() {
    for (const SimulatorKind &kind : simulators().entries()) {
        const auto &simulator = kind.simulator;
        const EstimatorInput input{
            simulator,
            std::make_shared<const Simulations>(simulatePrior(*simulator, 10'000, 1, 2)),
            {},
            1,
            2};
        const auto posterior = trainFlowPosterior(input, {});
        const Calibration found = calibrate(*posterior, 1000, calibrationSamples, 2, 2);
        double p = 1;
        for (Eigen::Index k = 0; k < found.rank.cols(); ++k)
            p = std::min(p, found.rankPValue(k));
        std::printf("%-24s least p of ranks %.3f, TARP p %.3f;", kind.name.c_str(), p, found.nearerPValue());
        for (double level : {0.5, 0.8, 0.95}) {
            double farthest = level;
            for (Eigen::Index k = 0; k < found.rank.cols(); ++k)
                if (std::fabs(found.coverage(k, level) - level) > std::fabs(farthest - level))
                    farthest = found.coverage(k, level);
            std::printf(" %g%%: %.1f", 100 * level, 100 * farthest);
        }
        std::printf("\n");
        std::fflush(stdout);
    }
}

void ginkgo() {
    const auto leaves = simulators().at("ginkgo_leaves").simulator,
               summaries = simulators().at("ginkgo").simulator;
    auto make = [](const char *estimator, const std::shared_ptr<const Simulator> &simulator) {
        const EstimatorKind &kind = estimators().at(estimator);
        return kind.make({simulator, simulationsFor({&kind}, *simulator, 10'000, 1, 2), {}, 1, 2}, {});
    };
    auto summarised = [&](const Draws &jets) {
        Draws rows(jets.rows(), static_cast<Eigen::Index>(summaries->data().size()));
        for (std::size_t i = 0; i < static_cast<std::size_t>(jets.rows()); ++i)
            std::ranges::copy(ginkgoSummaries(ginkgoLeaves(rowOf(jets, i))), rowOf(rows, i).begin());
        return rows;
    };
    const auto truth = makeTrueLikelihood(leaves);
    const auto npe = make("npe", leaves), npeOfSummaries = make("npe", summaries),
               alices = make("alices", summaries);
    auto compare = [&](const char *what, const Posterior &posterior, int jets, int times) {
        Comparison comparison;
        RandomEngine random(11);
        for (int i = 0; i < times; ++i) {
            const double lambda = 0.5 + 3.5 * uniform(random);
            const Draws x = simulateAt(*leaves, Draws::Constant(jets, 1, lambda), random(), 2);
            comparison.add(
                posterior.sample(&posterior.simulator() == leaves.get() ? x : summarised(x), 4000, 3, 2),
                truth->sample(x, 4000, 4, 2), lambda);
        }
        comparison.print(what);
    };
    compare("one jet, npe of its leaves", *npe, 1, 200);
    compare("one jet, npe of nine numbers", *npeOfSummaries, 1, 200);
    compare("one jet, alices of nine numbers", *alices, 1, 200);
    compare("a hundred jets, alices of nine numbers", *alices, 100, 50);
}

} // namespace quincunx::bench
