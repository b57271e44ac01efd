#include "core/neural/flow_loss.h"
#include "core/neural/training.h"

namespace quincunx {

TrainedNetwork trainFlowWithTorch(const FlowTraining &training, const EstimatorSettings &settings,
                                  std::uint64_t seed, const TrainingWatch &watch) {
    const CouplingFlow flow(training.shape);
    const auto rows = static_cast<std::int64_t>(training.theta.size()) / training.shape.dimension;
    const torch::Tensor theta = viewOf(training.theta.data(), rows, training.shape.dimension);
    const torch::Tensor context = viewOf(training.context.data(), rows, training.shape.context);
    RandomEngine random(seed);
    const std::vector<float> initial = flow.initialParameters(random);
    return fit(
        initial, rows,
        [&](const torch::Tensor &parameters, const torch::Tensor &some) {
            return flowLoss(flow, parameters, theta.index_select(0, some), context.index_select(0, some));
        },
        settings, random, watch);
}

} // namespace quincunx
