#include "core/neural/training.h"

namespace quincunx {

torch::Tensor evaluateNet(const DenseShape &shape, const torch::Tensor &parameters, torch::Tensor rows) {
    std::int64_t next = 0;
    for (std::size_t k = 0; k + 1 < shape.widths.size(); ++k) {
        const std::int64_t in = shape.widths[k], out = shape.widths[k + 1];
        const torch::Tensor weights = parameters.narrow(0, next, in * out).view({out, in});
        const torch::Tensor biases = parameters.narrow(0, next + in * out, out);
        next += (in + 1) * out;
        rows = torch::addmm(biases, rows, weights.t());
        if (k + 2 < shape.widths.size())
            rows = torch::silu(rows);
    }
    return rows;
}

TrainedNetwork trainRegressionWithTorch(const RegressionRows &rows, const EstimatorSettings &settings,
                                        std::uint64_t seed, const TrainingWatch &watch) {
    const std::int64_t count = rows.inputs.rows();
    const torch::Tensor inputs = viewOf(rows.inputs.data(), count, rows.inputs.cols());
    const torch::Tensor targets = viewOf(rows.targets.data(), count, rows.targets.cols());
    RandomEngine random(seed);
    const std::vector<float> initial = rows.shape.initialParameters(random);
    return fit(
        initial, count,
        [&](const torch::Tensor &parameters, const torch::Tensor &some) {
            return torch::mse_loss(evaluateNet(rows.shape, parameters, inputs.index_select(0, some)),
                                   targets.index_select(0, some));
        },
        settings, random, watch);
}

} // namespace quincunx
