#include "tests/bench/neural/flows.h"

#include "core/manifold_flow/evaluation.h"
#include "core/manifold_flow/flow_model.h"
#include "tests/bench/neural/plain_manifold_flow.h"
#include "tests/bench/neural/timing.h"

#include <cstdio>
#include <ctime>

namespace quincunx::bench {

namespace {

/// ln p̃ of the two targets, with torch's operations.
torch::Tensor plainTarget(const Manifold &manifold, const torch::Tensor &points) {
    if (!manifold.isSphere()) {
        const torch::Tensor centres =
            torch::tensor({{0.21, 2.85}, {1.89, 6.18}, {3.77, 1.56}}, torch::kFloat64);
        return torch::logsumexp(torch::cos(points.unsqueeze(1) - centres.unsqueeze(0)).sum(2), 1);
    }
    constexpr double quarter = 1.5707963267948966;
    const torch::Tensor azimuth = torch::tensor({1.5, 1., 5., 4.}, torch::kFloat64),
                        colatitude = torch::tensor({0.7, -1., 0.6, -0.7}, torch::kFloat64) + quarter;
    const torch::Tensor centres =
        torch::stack({torch::sin(colatitude) * torch::cos(azimuth),
                      torch::sin(colatitude) * torch::sin(azimuth), torch::cos(colatitude)},
                     1);
    return torch::logsumexp(10 * points.mm(centres.t()), 1);
}

} // namespace

/// A step of training, batch 256: the tape against plain torch, each with its own Adam; and draws.
void flowSpeed() {
    struct Case {
        const char *manifold, *target, *flow;
        double least;
    };
    const Case cases[] = {{"t2", "multimodal", "spline", 5}, {"t2", "multimodal", "mobius", 2},
                          {"t2", "multimodal", "ncp", 2},    {"s2", "mixture4", "spline", 5},
                          {"s2", "mixture4", "mobius", 2},   {"s2", "mixture4", "ncp", 2},
                          {"s2", "mixture4", "expmap", 2},   {"s2", "mixture4", "polynomial", 2}};
    for (const auto &[manifold, targetName, name, least] : cases) {
        FlowTask task;
        task.manifold = manifold;
        task.target = targetName;
        task.flow = name;
        const auto flow = flowOf(task);
        const auto target = targetOf(task);
        const int width = flow->manifold().ambient();
        FlowState state = initialState(*flow, 1);
        const torch::Tensor initial = torch::tensor(state.weights, torch::kFloat64);
        torch::Tensor base = torch::zeros({256, width}, torch::kFloat64);
        RandomEngine random(1);
        for (std::int64_t i = 0; i < 256; ++i)
            flow->manifold().uniform({base.data_ptr<double>() + i * width, static_cast<std::size_t>(width)},
                                     random);
        torch::Tensor parameters = initial.clone().requires_grad_(true);
        torch::optim::Adam optimiser({parameters}, torch::optim::AdamOptions(1e-3));
        auto plain = [&] {
            optimiser.zero_grad();
            const auto [points, log] = plainForward(*flow, parameters, base);
            (-log - plainTarget(flow->manifold(), points)).mean().backward();
            optimiser.step();
        };
        // The same points, so that both compute the same.
        Tape tape;
        tape.begin(256, state.weights, false);
        const std::vector<double> rows(base.data_ptr<double>(), base.data_ptr<double>() + base.numel());
        const FlowLayer::Image image = flow->forward(tape.input(rows, width));
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
        std::printf("%s %-10s step of 256: plain %.2f ms, tape %.3f ms, ratio %.1f (>= %.0f); ln|det J| "
                    "differs by %.0e\n",
                    manifold, name, 1e3 * a, 1e3 * b, a / b, least, largest);
        task.flowSettings.layers = 1;
        const auto one = flowOf(task);
        const FlowState first = initialState(*one, 1);
        std::printf("%s %-10s 100000 draws of one layer: %.0f ms on two threads (<= 50)\n", manifold, name,
                    1e3 * bestOf(5, 1, [&] { sampleFlow(*one, first.weights, 100'000, 1, 2); }));
        std::fflush(stdout);
    }
}

/// KL and ESS of the spec's targets: mean and spread of five seeds, with the CPU time of a step.
void flowTargets() {
    struct Case {
        const char *manifold, *target, *flow;
        double concentration, aim;
    };
    const Case cases[] = {{"s2", "mixture4", "mobius", 1, 0.993},   {"s3", "mixture4", "mobius", 1, 0.985},
                          {"t2", "unimodal", "mobius", 1, 0.999},   {"t2", "multimodal", "mobius", 1, 0.999},
                          {"t2", "correlated", "mobius", 1, 0.999}, {"t2", "multimodal", "ncp", 10, 0.97},
                          {"t6", "robot_arm", "mobius", 1, 0.5}};
    for (const Case &one : cases) {
        std::vector<double> kl, ess;
        double cpu = 0, missed = 0;
        for (int seed = 1; seed <= 5; ++seed) {
            FlowTask task;
            task.manifold = one.manifold;
            task.target = one.target;
            task.flow = one.flow;
            task.targetSettings.concentration = one.concentration;
            task = recommended(task);
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
            "%s %-10s beta %-3g %-6s: KL %s, ESS %s (>= %.3f), ln Z short by at most %.3f, %.2f ms a step\n",
            one.manifold, one.target, one.concentration, one.flow, say(kl).c_str(), say(ess).c_str(), one.aim,
            missed, 1e3 * cpu);
        std::fflush(stdout);
    }
}

} // namespace quincunx::bench
