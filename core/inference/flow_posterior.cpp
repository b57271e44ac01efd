#include "core/inference/flow_posterior.h"

namespace quincunx {

std::shared_ptr<const FlowPosterior> trainFlowPosterior(const EstimatorInput &input,
                                                        const TrainingWatch &watch) {
    const Simulations simulations = usableSimulations(*input.simulations);
    const UnboundedCoordinates coordinates(input.simulator->prior());
    const FlowExtras extras{
        .embedding = embeddingFor(*input.simulator, input.settings.embedding, input.settings.hidden)};
    auto flow = trainConditionalFlow(coordinates.fromParameters(simulations.theta), simulations.x,
                                     input.settings, input.seed, input.threads, watch, extras);
    return std::make_shared<FlowPosterior>(input.simulator, std::move(flow), coordinates);
}

} // namespace quincunx
