#include "tests/bench/neural/plain_flow.h"

#include "core/flow/spline.h"

#include <numbers>

namespace quincunx::bench {
namespace {

using torch::Tensor;
using Dense = CouplingFlow::Layer::Dense;

Tensor dense(const Dense &layer, const Tensor &parameters, const Tensor &rows) {
    const Tensor weights = parameters
                               .narrow(0, static_cast<std::int64_t>(layer.weights),
                                       static_cast<std::int64_t>(layer.inputs) * layer.outputs)
                               .view({layer.outputs, layer.inputs});
    return torch::linear(rows, weights,
                         parameters.narrow(0, static_cast<std::int64_t>(layer.biases), layer.outputs));
}

Tensor network(const CouplingFlow::Layer &layer, const Tensor &parameters, const Tensor &input) {
    Tensor hidden = dense(layer.dense.front(), parameters, input);
    for (std::size_t k = 1; k + 1 < layer.dense.size(); k += 2)
        hidden = hidden + dense(layer.dense[k + 1], parameters,
                                torch::relu(dense(layer.dense[k], parameters, torch::relu(hidden))));
    return dense(layer.dense.back(), parameters, hidden);
}

Tensor columns(const std::vector<int> &which) {
    return torch::tensor(std::vector<std::int64_t>(which.begin(), which.end()));
}

/// Knots −reach … reach from numbers before softmax.
Tensor knots(const Tensor &raw, double reach) {
    const auto bins = static_cast<double>(raw.size(-1));
    const Tensor share = leastBin + (1 - leastBin * bins) * torch::softmax(raw, -1);
    Tensor sums = torch::constant_pad_nd(torch::cumsum(share, -1), {1, 0});
    return 2 * reach * sums - reach;
}

/// y and ln |dy/dx|, or backwards.
std::pair<Tensor, Tensor> spline(const Tensor &x, const Tensor &raw, std::int64_t bins, double reach,
                                 bool inverse) {
    const Tensor inside = x.abs() < reach;
    const Tensor at = torch::where(inside, x, torch::zeros_like(x));
    const Tensor left = knots(raw.narrow(-1, 0, bins), reach),
                 bottom = knots(raw.narrow(-1, bins, bins), reach);
    const Tensor padded = torch::constant_pad_nd(raw.narrow(-1, 2 * bins, bins - 1), {1, 1}, unitSlope);
    const Tensor slopes = torch::softplus(padded) + leastSlope;
    const Tensor &edges = inverse ? bottom : left;
    const Tensor bin = ((at.unsqueeze(-1) >= edges).sum(-1) - 1).clamp(0, bins - 1).unsqueeze(-1);
    auto pick = [&bin](const Tensor &from, std::int64_t shift) {
        return from.gather(-1, bin + shift).squeeze(-1);
    };
    const Tensor x0 = pick(left, 0), width = pick(left, 1) - x0, y0 = pick(bottom, 0),
                 height = pick(bottom, 1) - y0;
    const Tensor d0 = pick(slopes, 0), d1 = pick(slopes, 1), s = height / width, bend = d0 + d1 - 2 * s;
    if (inverse) {
        const Tensor up = at - y0;
        const Tensor a = height * (s - d0) + up * bend, b = height * d0 - up * bend, c = -s * up;
        const Tensor xi = 2 * c / (-b - torch::sqrt((b.square() - 4 * a * c).clamp_min(0)));
        return {torch::where(inside, xi * width + x0, x), Tensor()};
    }
    const Tensor xi = (at - x0) / width, q = xi * (1 - xi), d = s + bend * q;
    const Tensor y = y0 + height * (s * xi.square() + d0 * q) / d;
    const Tensor slope = s.square() * (d1 * xi.square() + 2 * s * q + d0 * (1 - xi).square()) / d.square();
    return {torch::where(inside, y, x), torch::where(inside, torch::log(slope), torch::zeros_like(x))};
}

Tensor rawSplines(const CouplingFlow &flow, const CouplingFlow::Layer &layer, const Tensor &parameters,
                  const Tensor &u, const Tensor &context) {
    const Tensor kept = u.index_select(1, columns(layer.kept));
    return network(layer, parameters, torch::cat({kept, context}, 1))
        .view({u.size(0), static_cast<std::int64_t>(layer.transformed.size()), 3 * flow.shape().bins - 1});
}

} // namespace

Tensor plainLogDensity(const CouplingFlow &flow, const Tensor &parameters, const Tensor &theta,
                       const Tensor &context) {
    Tensor u = theta;
    Tensor log = torch::zeros({theta.size(0)});
    for (const CouplingFlow::Layer &layer : flow.layers()) {
        const Tensor which = columns(layer.transformed);
        const auto [y, logSlope] =
            spline(u.index_select(1, which), rawSplines(flow, layer, parameters, u, context),
                   flow.shape().bins, static_cast<double>(flow.shape().reach), false);
        u = u.index_copy(1, which, y);
        log = log + logSlope.sum(1);
    }
    return log - 0.5 * (u.square() + std::log(2 * std::numbers::pi)).sum(1);
}

Tensor plainFromBase(const CouplingFlow &flow, const Tensor &parameters, const Tensor &base,
                     const Tensor &context) {
    Tensor theta = base;
    for (auto layer = flow.layers().rbegin(); layer != flow.layers().rend(); ++layer) {
        const Tensor which = columns(layer->transformed);
        theta = theta.index_copy(1, which,
                                 spline(theta.index_select(1, which),
                                        rawSplines(flow, *layer, parameters, theta, context),
                                        flow.shape().bins, static_cast<double>(flow.shape().reach), true)
                                     .first);
    }
    return theta;
}

} // namespace quincunx::bench
