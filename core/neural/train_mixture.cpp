#include "core/neural/training.h"

#include <numbers>

namespace quincunx {
namespace {

/// ln p(r|c) of each row, from what the network gives for c: as MixtureDensity::logDensity().
torch::Tensor mixtureLogDensity(const MixtureShape &shape, const torch::Tensor &outputs,
                                const torch::Tensor &targets) {
    const std::int64_t count = shape.components, size = shape.dimension, below = size * (size - 1) / 2;
    const torch::Tensor logits = outputs.narrow(1, 0, count),
                        means = outputs.narrow(1, count, count * size).view({-1, count, size}),
                        diagonal =
                            outputs.narrow(1, count * (1 + size), count * size).view({-1, count, size});
    const torch::Tensor away = targets.unsqueeze(1) - means;
    torch::Tensor z = away * diagonal.exp(); // A (r − μ)
    if (below > 0) {
        const torch::Tensor lower =
            outputs.narrow(1, count * (1 + 2 * size), count * below).view({-1, count, below});
        const torch::Tensor places = torch::tril_indices(size, size, -1);
        z = z.index_add(2, places[0], lower * away.index_select(2, places[1]));
    }
    return torch::logsumexp(torch::log_softmax(logits, 1) + diagonal.sum(2) - 0.5 * z.square().sum(2), 1) -
           0.5 * static_cast<double>(size) * std::log(2 * std::numbers::pi);
}

} // namespace

TrainedNetwork trainMixtureWithTorch(const MixtureRows &rows, const EstimatorSettings &settings,
                                     std::uint64_t seed, const TrainingWatch &watch) {
    const std::int64_t count = rows.inputs.rows();
    const torch::Tensor inputs = viewOf(rows.inputs.data(), count, rows.inputs.cols());
    const torch::Tensor targets = viewOf(rows.targets.data(), count, rows.targets.cols());
    RandomEngine random(seed);
    const std::vector<float> initial = rows.shape.initialParameters(random);
    const DenseShape net = rows.shape.net();
    return fit(
        initial, count,
        [&](const torch::Tensor &parameters, const torch::Tensor &some) {
            const torch::Tensor outputs = evaluateNet(net, parameters, inputs.index_select(0, some));
            return -mixtureLogDensity(rows.shape, outputs, targets.index_select(0, some)).mean();
        },
        settings, random, watch);
}

} // namespace quincunx
