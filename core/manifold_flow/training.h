#pragma once

#include "core/base/progress.h"
#include "core/manifold_flow/manifold_flow.h"
#include "core/manifolds/target.h"

#include <limits>

namespace quincunx {

/// How a flow is taught.
struct FlowTrainingSettings {
    int steps = 6000;
    int batch = 256;            ///< draws a step
    double learningRate = 5e-3; ///< at the start; falls as a cosine
    double annealed = 0;        ///< share of the steps in which the target grows from flat to itself
    double weighted =
        0; ///< share of the steps, at the end, that learn from weighted draws; not of exponential maps
    int seed = 1;

    static const SettingsTable<FlowTrainingSettings> &table();
    bool operator==(const FlowTrainingSettings &) const = default;
};

/// What a flow has learned, and enough to go on from there.
struct FlowState {
    std::vector<double>
        parameters; ///< moving average of the weights where the loss was least so far: the model
    std::vector<double> weights, average, first, second; ///< as they are; Adam's moments of the gradient
    int step = 0;                                        ///< that have been done
    int skipped = 0;                                     ///< because their gradient was not finite
    double bestLoss = std::numeric_limits<double>::infinity();
};

/// One point of the curves that are drawn while a flow learns.
struct FlowReport {
    int step;
    double loss; ///< mean of ln q − ln p̃ over some thousand fresh draws of the averaged flow; of samples,
                 ///< that of −ln q over those that are held out
    double ess;  ///< effective share of these draws; not a number where there are samples
    double secondsPerStep;
};

/// What training tells and asks while it runs, on the thread that trains.
struct FlowWatch {
    Progress progress;                                        ///< cancel: throws Cancelled
    std::function<bool()> stopAndKeep = [] { return false; }; ///< true: end now with the best so far
    /// Some times a second, at most: what is reached. The state's parameters may be copied.
    std::function<void(const FlowReport &, const FlowState &)> report = [](const auto &, const auto &) {};
};

FlowState initialState(const ManifoldFlow &flow, std::uint64_t seed);

/// Teaches a flow the density of a target, by the least of KL(q‖p) = E_q[ln q − ln p̃] + ln Z: draws of the
/// flow, Adam (Kingma & Ba, ICLR 2015) on its weights, moving average of these. In the last steps, if so set,
/// KL(p‖q) by the same draws, weighted (Bornschein & Bengio, *Reweighted wake-sleep*, ICLR 2015). Steps whose
/// gradient is not finite are skipped; the best average is kept, and returned also if the rest goes wrong. A
/// target of samples is learned by maximum likelihood. Begins at `state.step` and ends at settings.steps.
/// Same seed, same result. \throws Error if the target's logarithm is nowhere finite, or grows without bound;
/// Cancelled. Cost: about 60 · parameterCount() operations a draw.
FlowState trainFlow(const ManifoldFlow &flow, const Target &target, const FlowTrainingSettings &settings,
                    FlowState state, const FlowWatch &watch = {});

} // namespace quincunx
