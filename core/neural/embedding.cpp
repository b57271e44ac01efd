#include "core/neural/training.h"

namespace quincunx {

torch::Tensor evaluateEmbedding(const EmbeddingShape &shape, const torch::Tensor &parameters,
                                const torch::Tensor &rows) {
    const std::vector<DenseShape> networks = shape.networks();
    const std::int64_t count = rows.size(0);
    std::int64_t next = 0;
    auto apply = [&](std::size_t network, const torch::Tensor &inputs) {
        const auto size = static_cast<std::int64_t>(networks[network].parameterCount());
        return evaluateNet(networks[network], parameters.narrow(0, std::exchange(next, next + size), size),
                           inputs);
    };
    torch::Tensor seen = rows;
    if (shape.kind == EmbeddingShape::Kind::Set) {
        const torch::Tensor each = rows.view({count, shape.length(), shape.parts + 1});
        const torch::Tensor present = each.narrow(2, shape.parts, 1);
        const torch::Tensor elements =
            torch::silu(
                apply(0, each.narrow(2, 0, shape.parts).reshape({count * shape.length(), shape.parts})))
                .view({count, shape.length(), shape.hidden});
        const torch::Tensor sum = present.sum(1);
        seen = torch::cat({(elements * present).sum(1) / sum.clamp_min(1), sum / shape.length()}, 1);
    } else if (shape.kind == EmbeddingShape::Kind::Series) {
        const std::vector<int> lengths = shape.lengths();
        for (std::size_t k = 0; k + 1 < lengths.size(); ++k) {
            // (count, values, channels), zeros before and behind, so that the last window is whole
            const std::int64_t before = EmbeddingShape::window / 2,
                               needed =
                                   (lengths[k + 1] - 1) * EmbeddingShape::stride + EmbeddingShape::window;
            const torch::Tensor padded = torch::constant_pad_nd(
                seen.reshape({count, lengths[k], -1}),
                {0, 0, before, std::max<std::int64_t>(0, needed - before - lengths[k])});
            const torch::Tensor windows =
                padded.unfold(1, EmbeddingShape::window, EmbeddingShape::stride).transpose(2, 3);
            const std::int64_t numbers = windows.size(2) * windows.size(3);
            seen = torch::silu(apply(k, windows.narrow(1, 0, lengths[k + 1]).reshape({-1, numbers})))
                       .view({count, -1});
        }
    }
    return apply(networks.size() - 1, seen);
}

} // namespace quincunx
