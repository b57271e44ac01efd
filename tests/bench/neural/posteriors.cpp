#include "tests/bench/neural/posteriors.h"

#include "core/inference/calibration.h"
#include "core/inference/flow_posterior.h"
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

} // namespace quincunx::bench
