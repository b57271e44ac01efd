#include "core/neural/flow_loss.h"
#include "core/neural/training.h"

namespace quincunx {
namespace {

/// Rows of FlowTraining as torch sees them; of all, or of some.
struct FlowRows {
    torch::Tensor theta, context, scores; ///< the last may be undefined

    FlowRows some(const torch::Tensor &rows) const {
        return {theta.index_select(0, rows), context.index_select(0, rows),
                scores.defined() ? scores.index_select(0, rows) : scores};
    }
};

/// |t − ∇_c ln q|²/d, the mean over the rows. The flow has first derivatives only, so that by c is a central
/// difference, [ln q(c + h e_k) − ln q(c − h e_k)]/2h, along which θ drifts.
torch::Tensor scoreError(const CouplingFlow &flow, const torch::Tensor &parameters, const FlowRows &rows,
                         const torch::Tensor &drift) {
    constexpr double h = 0.02; // of c, whose deviation is 1: single precision errs by 10⁻⁵, the rule by h²/6
    const std::int64_t width = rows.context.size(1);
    torch::Tensor sum = torch::zeros({});
    for (std::int64_t k = 0; k < width; ++k) {
        auto at = [&](double step) {
            torch::Tensor context = rows.context.clone();
            context.select(1, k) += step;
            return flowLogDensity(flow, parameters, rows.theta + step * drift[k], context);
        };
        sum = sum + (rows.scores.select(1, k) - (at(h) - at(-h)) / (2 * h)).square().mean();
    }
    return sum / static_cast<double>(width);
}

/// Weights decay, biases do not: what a density looks like whatever its context is theirs to say, and stays;
/// how it goes with the context is what few simulations are learned by heart with. Scores say just that, and
/// better: with them next to nothing decays. Nor what sees sets, whose many elements teach it: of a peak that
/// few of them are in it is to make much.
torch::Tensor decayOf(const CouplingFlow &flow, const std::optional<EmbeddingShape> &embedding, bool scored) {
    const double rate = scored ? 1e-4 : 0.3;
    const std::size_t embedded = embedding ? embedding->parameterCount() : 0;
    torch::Tensor decay = torch::zeros({static_cast<std::int64_t>(flow.parameterCount() + embedded)});
    auto weights = [&](std::int64_t first, std::int64_t count) { decay.narrow(0, first, count).fill_(rate); };
    for (const CouplingFlow::Layer &layer : flow.layers())
        for (const CouplingFlow::Layer::Dense &dense : layer.dense)
            weights(static_cast<std::int64_t>(dense.weights), dense.inputs * dense.outputs);
    if (embedding && embedding->kind != EmbeddingShape::Kind::Set) {
        auto next = static_cast<std::int64_t>(flow.parameterCount());
        for (const DenseShape &network : embedding->networks())
            for (std::size_t k = 0; k + 1 < network.widths.size(); ++k) {
                const std::int64_t inputs = network.widths[k], outputs = network.widths[k + 1];
                weights(next, inputs * outputs);
                next += (inputs + 1) * outputs;
            }
    }
    return decay;
}

} // namespace

TrainedNetwork trainFlowWithTorch(const FlowTraining &training, const EstimatorSettings &settings,
                                  std::uint64_t seed, const TrainingWatch &watch) {
    const CouplingFlow flow(training.shape);
    const std::int64_t dimension = training.shape.dimension,
                       rows = static_cast<std::int64_t>(training.theta.size()) / dimension,
                       context = static_cast<std::int64_t>(training.context.size()) / rows;
    const bool scored = !training.scores.empty();
    const FlowRows all{viewOf(training.theta.data(), rows, dimension),
                       viewOf(training.context.data(), rows, context),
                       scored ? viewOf(training.scores.data(), rows, context) : torch::Tensor()};
    const torch::Tensor drift = scored ? viewOf(training.drift.data(), context, dimension) : torch::Tensor();
    RandomEngine random(seed);
    std::vector<float> initial = flow.initialParameters(random);
    const auto ofFlow = static_cast<std::int64_t>(initial.size());
    if (training.embedding)
        std::ranges::copy(training.embedding->initialParameters(random), std::back_inserter(initial));
    return fit(
        initial, rows,
        [&](const torch::Tensor &every, const torch::Tensor &index) {
            FlowRows some = all.some(index);
            const torch::Tensor parameters = every.narrow(0, 0, ofFlow);
            if (training.embedding)
                some.context = evaluateEmbedding(
                    *training.embedding, every.narrow(0, ofFlow, every.size(0) - ofFlow), some.context);
            const torch::Tensor loss = flowLoss(flow, parameters, some.theta, some.context);
            return scored ? loss + settings.scoreWeight * scoreError(flow, parameters, some, drift) : loss;
        },
        decayOf(flow, training.embedding, scored), settings, random, watch);
}

} // namespace quincunx
