#include "core/manifold_flow/training.h"

#include "core/manifold_flow/objective.h"

#include <algorithm>
#include <chrono>
#include <numbers>

namespace quincunx {
namespace {

constexpr double decayFirst = 0.9, decaySecond = 0.999;
constexpr int judgedEvery = 200; ///< steps: what is kept must not depend on how fast the machine is

void adamStep(FlowState &state, std::span<const double> gradient, double rate, int updates) {
    const double first = 1 - std::pow(decayFirst, updates), second = 1 - std::pow(decaySecond, updates);
    for (std::size_t k = 0; k < gradient.size(); ++k) {
        state.first[k] = decayFirst * state.first[k] + (1 - decayFirst) * gradient[k];
        state.second[k] = decaySecond * state.second[k] + (1 - decaySecond) * gradient[k] * gradient[k];
        state.weights[k] -= rate * (state.first[k] / first) / (std::sqrt(state.second[k] / second) + 1e-8);
    }
}

/// The average follows the weights, fast at first: over the last tenth of the steps.
void follow(FlowState &state, int updates) {
    const double share = std::max(1e-3, std::min(1., 10. / (updates + 9)));
    for (std::size_t k = 0; k < state.weights.size(); ++k)
        state.average[k] += share * (state.weights[k] - state.average[k]);
}

/// Longer gradients are shortened to this, as one wild draw must not undo what is learned.
constexpr double longestGradient = 10;

} // namespace

FlowState initialState(const ManifoldFlow &flow, std::uint64_t seed) {
    RandomEngine random = engineOf(seed, 0);
    FlowState state;
    state.weights = flow.initialParameters(random);
    state.parameters = state.average = state.weights;
    state.first.assign(state.weights.size(), 0.);
    state.second.assign(state.weights.size(), 0.);
    return state;
}

FlowState trainFlow(const ManifoldFlow &flow, const Target &target, const FlowTrainingSettings &settings,
                    FlowState state, const FlowWatch &watch) {
    const std::unique_ptr<Objective> objective = objectiveOf(flow, target, settings.seed);
    std::vector<double> gradient(state.weights.size());
    auto lastReport = std::chrono::steady_clock::now();
    int lastStep = state.step, badInARow = 0;
    const int annealing =
        target.samples() ? 0 : static_cast<int>(settings.annealed * settings.steps); // they are all there
    while (state.step < settings.steps && !watch.stopAndKeep()) {
        watch.progress.check();
        const double power = state.step < annealing ? (state.step + 1.) / annealing : 1;
        std::ranges::fill(gradient, 0.);
        const double loss = objective->gradient(state, settings, power, gradient);
        double square = 0;
        for (double component : gradient)
            square += component * component;
        ++state.step;
        if (std::isfinite(loss) && std::isfinite(square)) {
            badInARow = 0;
            const double shorten = std::min(1., longestGradient / std::sqrt(square));
            for (double &component : gradient)
                component *= shorten;
            const double rate = settings.learningRate * 0.5 *
                                (1 + std::cos(std::numbers::pi * state.step / (settings.steps + 1.)));
            adamStep(state, gradient, rate, state.step - state.skipped);
            follow(state, state.step - state.skipped);
        } else {
            ++state.skipped;
            if (++badInARow > 100) {
                if (std::isfinite(state.bestLoss))
                    break; // what was reached is kept
                throw Error("the flow cannot learn this target",
                            std::isfinite(square) ? "its density is not finite where the flow looks"
                                                  : "its gradient is not finite where the flow looks",
                            "check the target: ln p must be a finite number nearly everywhere");
            }
        }
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - lastReport).count();
        const bool judged = state.step == settings.steps || state.step % judgedEvery == 0;
        if (!judged && seconds < 0.5)
            continue;
        const Objective::Reached figures = objective->judge(state.average);
        if (judged && power == 1 && figures.loss < state.bestLoss) {
            state.bestLoss = figures.loss;
            state.parameters = state.average;
        }
        watch.progress.report(static_cast<double>(state.step) / settings.steps,
                              "step " + std::to_string(state.step));
        watch.report({state.step, figures.loss, figures.ess, seconds / (state.step - lastStep)}, state);
        lastReport = std::chrono::steady_clock::now();
        lastStep = state.step;
    }
    if (!std::isfinite(state.bestLoss)) // stopped early
        state.parameters = state.average;
    return state;
}

const SettingsTable<FlowTrainingSettings> &FlowTrainingSettings::table() {
    static const auto table = [] {
        SettingsTable<FlowTrainingSettings> all;
        all.add(&FlowTrainingSettings::steps, {.name = "steps",
                                               .label = "Steps",
                                               .help = "How long it learns",
                                               .minimum = 1,
                                               .maximum = 1'000'000,
                                               .step = 1000})
            .add(&FlowTrainingSettings::batch, {.name = "batch",
                                                .label = "Batch",
                                                .help = "Draws in a step",
                                                .minimum = 8,
                                                .maximum = 16384,
                                                .step = 64})
            .add(&FlowTrainingSettings::learningRate, {.name = "learning_rate",
                                                       .label = "Learning rate",
                                                       .help = "At the start; falls as a cosine",
                                                       .minimum = 1e-6,
                                                       .maximum = 0.1,
                                                       .step = 1e-3})
            .add(&FlowTrainingSettings::annealed,
                 {.name = "annealed",
                  .label = "Annealed",
                  .help = "Share of the steps in which the target grows from flat to itself: finds all modes",
                  .minimum = 0,
                  .maximum = 0.95,
                  .step = 0.05})
            .add(&FlowTrainingSettings::weighted,
                 {.name = "weighted",
                  .label = "Weighted",
                  .help = "Share of the steps, at the end, in which draws count by what they should weigh: "
                          "gives modes far apart their right shares. For circle maps.",
                  .minimum = 0,
                  .maximum = 0.95,
                  .step = 0.05})
            .add(&FlowTrainingSettings::seed, {.name = "seed",
                                               .label = "Seed",
                                               .help = "Same seed, same flow",
                                               .minimum = 0,
                                               .maximum = 1e9,
                                               .step = 1});
        return all;
    }();
    return table;
}

} // namespace quincunx
