// Timings and accuracies of inference and flows, for a person to run:
// `quincunx_neural_bench [speed|posteriors|ratios|galton|gauss_gauss|flow_speed|flow_targets ...]`.
#include "core/inference/flow_posterior.h"
#include "core/inference/galton.h"
#include "core/inference/ratio.h"
#include "core/inference/two_sample_test.h"
#include "core/manifold_flow/evaluation.h"
#include "core/manifold_flow/flow_model.h"
#include "tests/bench/neural/plain_flow.h"
#include "tests/bench/neural/plain_torus_flow.h"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <sstream>

using namespace quincunx;
using namespace quincunx::bench;

namespace {

double seconds(const std::function<void()> &work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double bestOf(int rounds, int repetitions, const std::function<void()> &work) {
    double best = 1e9;
    for (int round = 0; round < rounds; ++round)
        best = std::min(best, seconds([&] {
                                  for (int k = 0; k < repetitions; ++k)
                                      work();
                              }) / repetitions);
    return best;
}

torch::Tensor normals(std::int64_t rows, std::int64_t columns) {
    return torch::randn({rows, columns});
}

std::span<const float> valuesOf(const torch::Tensor &tensor) {
    return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

/// A step of training: density, gradient, AdamW; the kernel against plain torch, in turns.
void speed() {
    torch::manual_seed(1);
    const CouplingFlow flow({2, 2});
    RandomEngine random(1);
    const std::vector<float> initial = flow.initialParameters(random);
    std::printf("%zu parameters\n", initial.size());
    for (std::int64_t batch : {200, 50}) {
        const torch::Tensor theta = normals(batch, 2), context = normals(batch, 2);
        torch::Tensor parameters = torch::tensor(initial).requires_grad_(true);
        torch::optim::AdamW optimiser({parameters}, torch::optim::AdamWOptions(1e-4));
        auto plain = [&] {
            optimiser.zero_grad();
            (-plainLogDensity(flow, parameters, theta, context).mean()).backward();
            optimiser.step();
        };
        std::vector<float> log(static_cast<std::size_t>(batch)), gradient(initial.size());
        const std::vector<float> upstream(log.size(), -1.F / static_cast<float>(batch));
        torch::Tensor ours = torch::tensor(initial).requires_grad_(true);
        torch::optim::AdamW ourOptimiser({ours}, torch::optim::AdamWOptions(1e-4));
        auto fused = [&] {
            torch::Tensor sum = torch::zeros_like(ours);
            flow.logDensityGradient(valuesOf(ours), valuesOf(theta), valuesOf(context), upstream, log,
                                    {{sum.data_ptr<float>(), initial.size()}, {}, {}});
            ours.mutable_grad() = sum;
            ourOptimiser.step();
        };
        const double a = bestOf(5, 10, plain), b = bestOf(5, 40, fused);
        std::printf("step of %3d: plain %.2f ms, fused %.3f ms, ratio %.1f (>= 8)\n", static_cast<int>(batch),
                    1e3 * a, 1e3 * b, a / b);
    }
    const torch::NoGradGuard noGradient;
    const torch::Tensor base = normals(10000, 2), context = torch::zeros({10000, 2});
    const torch::Tensor parameters = torch::tensor(initial);
    std::vector<float> theta(20000);
    const double plain = bestOf(3, 2, [&] { plainFromBase(flow, parameters, base, context); });
    const double fused = bestOf(3, 4, [&] {
        std::ranges::copy(valuesOf(base), theta.begin());
        flow.fromBase(valuesOf(parameters), valuesOf(context), theta);
    });
    std::printf("10000 draws: plain %.1f ms, fused on one thread %.1f ms\n", 1e3 * plain, 1e3 * fused);
}

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

/// C2ST against the published reference samples: one amortised network a task and budget.
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

/// A problem whose ratio is known, and how far a learned one is from it.
struct RatioProblem {
    const char *name;
    const Simulator &simulator;
    double low, high; ///< of θ₀ and θ₁ in training
    std::function<double(const LogRatio &)> error;
};

/// Mean squared error of ln r(x|−0.8, −0.6) on the Galton board, x from the second.
double errorOnGalton(const LogRatio &ratio) {
    const auto numerator = GaltonBoard::probabilities(-0.8), denominator = GaltonBoard::probabilities(-0.6);
    double sum = 0;
    for (int bin = 0; bin < GaltonBoard::nails; ++bin) {
        const auto i = static_cast<std::size_t>(bin);
        if (numerator[i] <= 0 || denominator[i] <= 0)
            continue;
        Draws theta(2, 1), x = Draws::Constant(2, 1, bin);
        theta << -0.8, -0.6;
        const Eigen::VectorXd g = ratio(theta, x);
        sum += denominator[i] * std::pow(g[0] - g[1] - std::log(numerator[i] / denominator[i]), 2);
    }
    return sum;
}

/// The same of ln r(x|θ, 0) on gauss_gauss, the mean over θ in [−5, 5] and x drawn at θ = 1.
double errorOnGauss(const LogRatio &ratio) {
    const Simulator &simulator = *simulators().at("gauss_gauss").simulator;
    const Draws x = simulateAt(simulator, Draws::Constant(1000, 1, 1.), 99, 1);
    const Eigen::VectorXd reference = ratio(Draws::Zero(x.rows(), 1), x);
    double sum = 0;
    constexpr int points = 41;
    for (int k = 0; k < points; ++k) {
        const double theta = -5 + 10. * k / (points - 1);
        const Eigen::ArrayXd learned = ratio(Draws::Constant(x.rows(), 1, theta), x) - reference;
        const Eigen::ArrayXd exact = (x.array().square() - (x.array() - theta).square()) / (2 * 5);
        sum += (learned - exact).square().mean() / points;
    }
    return sum;
}

double errorOf(const RatioProblem &problem, RatioLoss loss, Eigen::Index count, std::uint64_t seed) {
    RandomEngine random(seed);
    RatioTraining training{Draws(count, 1), Draws(count, 1), {}, {}, {}};
    for (Eigen::Index i = 0; i < count; ++i) {
        training.theta(i, 0) = problem.low + (problem.high - problem.low) * uniform(random);
        training.other(i, 0) = problem.low + (problem.high - problem.low) * uniform(random);
    }
    MinedSimulations mined = mineAt(problem.simulator, training.theta, training.other, seed, 2);
    training.x = std::move(mined.x);
    training.logRatio = std::move(mined.logRatio);
    training.score = std::move(mined.score);
    EstimatorSettings settings;
    settings.members = 1;
    settings.hidden = 10;
    settings.learningRate = 1e-2;
    return problem.error(trainLogRatio(training, loss, settings, seed, 1, {}));
}

/// Errors of all ways to learn a ratio, the mean of five seeds.
void ratios(const RatioProblem &problem, const std::vector<Eigen::Index> &counts) {
    const std::pair<const char *, RatioLoss> methods[] = {
        {"NRE", RatioLoss::Nre},       {"NRE-C", RatioLoss::NreC},    {"BNRE", RatioLoss::Bnre},
        {"CARL", RatioLoss::Carl},     {"ROLR", RatioLoss::Rolr},     {"ALICE", RatioLoss::Alice},
        {"CASCAL", RatioLoss::Cascal}, {"RASCAL", RatioLoss::Rascal}, {"ALICES", RatioLoss::Alices}};
    for (const auto &[name, loss] : methods)
        for (Eigen::Index count : counts) {
            double sum = 0;
            for (std::uint64_t seed = 1; seed <= 5; ++seed)
                sum += errorOf(problem, loss, count, seed);
            std::printf("%-12s %-7s n = %5d  MSE %.4f\n", problem.name, name, static_cast<int>(count),
                        sum / 5);
            std::fflush(stdout);
        }
}

/// A step of training on T², batch 256: the tape against plain torch, each with its own Adam; and draws.
void flowSpeed() {
    for (const auto &[name, least] : {std::pair{"spline", 5.}, {"mobius", 2.}, {"ncp", 2.}}) {
        FlowTask task;
        task.manifold = "t2";
        task.target = "multimodal";
        task.flow = name;
        const auto flow = flowOf(task);
        const auto target = targetOf(task);
        FlowState state = initialState(*flow, 1);
        const torch::Tensor initial = torch::tensor(state.weights, torch::kFloat64);
        const torch::Tensor base = 6.28 * torch::rand({256, 2}, torch::kFloat64);
        torch::Tensor parameters = initial.clone().requires_grad_(true);
        torch::optim::Adam optimiser({parameters}, torch::optim::AdamOptions(1e-3));
        const torch::Tensor centres =
            torch::tensor({{0.21, 2.85}, {1.89, 6.18}, {3.77, 1.56}}, torch::kFloat64);
        auto plain = [&] {
            optimiser.zero_grad();
            const auto [points, log] = plainForward(*flow, parameters, base);
            const torch::Tensor wanted =
                torch::logsumexp(torch::cos(points.unsqueeze(1) - centres.unsqueeze(0)).sum(2), 1);
            (-log - wanted).mean().backward();
            optimiser.step();
        };
        // The same points, so that both compute the same.
        Tape tape;
        tape.begin(256, state.weights, false);
        const std::vector<double> rows(base.data_ptr<double>(), base.data_ptr<double>() + 512);
        const FlowLayer::Image image = flow->forward(tape.input(rows, 2));
        const auto [points, log] = plainForward(*flow, initial, base);
        double largest = 0;
        for (std::int64_t i = 0; i < 256; ++i)
            largest = std::max(largest, std::abs(image.logSlope.values()[static_cast<std::size_t>(i)] -
                                                 log[i].item<double>()));
        constexpr int steps = 200;
        FlowTrainingSettings settings;
        settings.steps = steps;
        const double a = bestOf(5, 20, plain);
        const double b =
            bestOf(5, 1, [&] { trainFlow(*flow, *target, settings, initialState(*flow, 1)); }) / steps;
        std::printf("%-7s step of 256: plain %.2f ms, tape %.3f ms, ratio %.1f (>= %.0f); ln|det J| differs "
                    "by %.0e\n",
                    name, 1e3 * a, 1e3 * b, a / b, least, largest);
        task.flowSettings.layers = 1;
        const auto one = flowOf(task);
        const FlowState first = initialState(*one, 1);
        std::printf("%-7s 100000 draws of one layer: %.0f ms on two threads (<= 50)\n", name,
                    1e3 * bestOf(5, 1, [&] { sampleFlow(*one, first.weights, 100'000, 1, 2); }));
    }
}

/// KL and ESS of the spec's targets: mean and spread of five seeds, with the CPU time of a step.
void flowTargets() {
    struct Preset {
        const char *manifold, *target, *flow;
        double concentration;
        ManifoldFlowSettings shape;
        FlowTrainingSettings training;
        double aim;
    };
    const Preset presets[] = {
        {"s2", "mixture4", "mobius", 1, {}, {.steps = 6000}, 0.993},
        {"s3", "mixture4", "mobius", 1, {}, {.steps = 8000}, 0.985},
        {"t2", "unimodal", "mobius", 1, {.layers = 1, .components = 4}, {.steps = 3000}, 0.999},
        {"t2", "multimodal", "mobius", 1, {.layers = 1, .components = 4}, {.steps = 3000}, 0.999},
        {"t2", "correlated", "mobius", 1, {.layers = 1, .components = 4}, {.steps = 3000}, 0.999},
        {"t2",
         "multimodal",
         "mobius",
         10,
         {.layers = 2, .hidden = 64},
         {.steps = 12000, .annealed = 0.4},
         0.97},
        {"t6",
         "robot_arm",
         "mobius",
         1,
         {.layers = 2, .components = 8, .hidden = 64, .summed = true},
         {.steps = 8000, .learningRate = 3e-3, .annealed = 0.8},
         0.5}};
    for (const Preset &preset : presets) {
        std::vector<double> kl, ess;
        double cpu = 0, missed = 0;
        for (int seed = 1; seed <= 5; ++seed) {
            FlowTask task{preset.manifold, preset.target, preset.flow, {}, preset.shape, preset.training};
            task.targetSettings.concentration = preset.concentration;
            task.training.seed = seed;
            const auto flow = flowOf(task);
            const auto target = targetOf(task);
            const std::clock_t begin = std::clock();
            const FlowState state = trainFlow(*flow, *target, task.training,
                                              initialState(*flow, static_cast<std::uint64_t>(seed)));
            cpu += static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / task.training.steps / 5;
            const ImportanceFigures figures =
                importanceFigures(*flow, state.parameters, *target, 50'000, 99, 2);
            kl.push_back(figures.kl);
            ess.push_back(figures.ess);
            missed = std::max(missed, *target->exactLogNormaliser() - figures.logNormaliser);
        }
        auto say = [](const std::vector<double> &values) {
            const auto all = Eigen::Map<const Eigen::ArrayXd>(values.data(), 5);
            char text[64];
            std::snprintf(text, sizeof text, "%.4f +- %.4f", all.mean(),
                          std::sqrt((all - all.mean()).square().sum() / 4));
            return std::string(text);
        };
        std::printf(
            "%s %-10s beta %-3g %s: KL %s, ESS %s (>= %.3f), ln Z short by at most %.3f, %.2f ms a step\n",
            preset.manifold, preset.target, preset.concentration, preset.flow, say(kl).c_str(),
            say(ess).c_str(), preset.aim, missed, 1e3 * cpu);
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char **argv) {
    const std::vector<std::string> asked(argv + 1, argv + argc);
    auto wanted = [&](const char *name) {
        return asked.empty() || std::ranges::find(asked, name) != asked.end();
    };
    if (wanted("speed"))
        speed();
    const GaltonBoard board;
    if (wanted("ratios") || wanted("galton"))
        ratios({"galton", board, -1, -0.4, errorOnGalton}, {1000, 10000});
    if (wanted("ratios") || wanted("gauss_gauss"))
        ratios({"gauss_gauss", *simulators().at("gauss_gauss").simulator, -5, 5, errorOnGauss}, {1000});
    if (wanted("posteriors"))
        posteriors();
    if (wanted("flow_speed"))
        flowSpeed();
    if (wanted("flow_targets"))
        flowTargets();
}
