#include "tests/bench/neural/plain_torus_flow.h"

#include "core/flow/spline.h"

#include <numbers>

namespace quincunx::bench {
namespace {

using torch::Tensor;

constexpr double wholeTurn = 2 * std::numbers::pi;

/// The network of core/manifold_flow/conditional_maps.h.
Tensor smallNet(const Tensor &parameters, std::int64_t &next, const Tensor &in, std::int64_t hidden,
                std::int64_t outputs) {
    auto layer = [&](const Tensor &rows, std::int64_t out) {
        const std::int64_t inputs = rows.size(1);
        const Tensor weights = parameters.narrow(0, next, inputs * out).view({out, inputs});
        const Tensor biases = parameters.narrow(0, next + inputs * out, out);
        next += (inputs + 1) * out;
        return torch::linear(rows, weights, biases);
    };
    return layer(torch::silu(layer(torch::silu(layer(in, hidden)), hidden)), outputs);
}

std::pair<Tensor, Tensor> plainMoebius(const Tensor &angle, const Tensor &numbers, std::int64_t k) {
    const Tensor weights = torch::softmax(numbers.narrow(1, 0, k), 1);
    const Tensor vx = numbers.narrow(1, k, k), vy = numbers.narrow(1, 2 * k, k);
    const Tensor shrunk = 0.99 / (torch::sqrt(vx * vx + vy * vy + 1e-12) + 1);
    const Tensor wx = vx * shrunk, wy = vy * shrunk, c = torch::cos(angle), s = torch::sin(angle);
    const Tensor along = wx * c + wy * s, across = wy * c - wx * s, square = wx * wx + wy * wy;
    const Tensor turn = 2 * (torch::atan2(wy, 1 - wx) - torch::atan2(across, 1 - along));
    return {angle + (weights * turn).sum(1, true),
            (weights * (1 - square) / (1 - 2 * along + square)).sum(1, true)};
}

std::pair<Tensor, Tensor> plainProjections(const Tensor &angle, const Tensor &numbers, std::int64_t k) {
    const Tensor weights = torch::softmax(numbers.narrow(1, 0, k), 1);
    const Tensor alpha = torch::exp(numbers.narrow(1, k, k)), beta = numbers.narrow(1, 2 * k, k);
    const Tensor down = torch::cos(angle / 2), across = torch::sin(angle / 2),
                 up = beta * across - alpha * down;
    const Tensor image = 2 * torch::atan2(up, across) + std::numbers::pi;
    return {(weights * image).sum(1, true), (weights * alpha / (up * up + across * across)).sum(1, true)};
}

std::pair<Tensor, Tensor> plainSpline(const Tensor &angle, const Tensor &numbers, std::int64_t bins) {
    auto knots = [&](const Tensor &raw) {
        const Tensor share = leastBin + (1 - leastBin * static_cast<double>(bins)) * torch::softmax(raw, 1);
        return wholeTurn * torch::constant_pad_nd(torch::cumsum(share, 1), {1, 0});
    };
    const Tensor left = knots(numbers.narrow(1, 0, bins)), bottom = knots(numbers.narrow(1, bins, bins));
    const Tensor own = torch::softplus(numbers.narrow(1, 2 * bins, bins)) + leastSlope;
    const Tensor slopes = torch::cat({own, own.narrow(1, 0, 1)}, 1);
    const Tensor bin = ((angle >= left).sum(1, true) - 1).clamp(0, bins - 1);
    const Tensor x0 = left.gather(1, bin), width = left.gather(1, bin + 1) - x0, y0 = bottom.gather(1, bin),
                 height = bottom.gather(1, bin + 1) - y0, d0 = slopes.gather(1, bin),
                 d1 = slopes.gather(1, bin + 1);
    const Tensor s = height / width, xi = (angle - x0) / width, q = xi * (1 - xi),
                 d = s + (d0 + d1 - 2 * s) * q;
    return {y0 + height * (s * xi.square() + d0 * q) / d,
            s.square() * (d1 * xi.square() + 2 * s * q + d0 * (1 - xi).square()) / d.square()};
}

} // namespace

std::pair<Tensor, Tensor> plainForward(const ManifoldFlow &flow, const Tensor &parameters,
                                       const Tensor &base) {
    const ManifoldFlowSettings &settings = flow.settings();
    const std::int64_t k = settings.components,
                       outputs = numberCount(settings.circle, settings.components) + 1;
    Tensor points = base, log = torch::zeros({base.size(0)}, base.options());
    std::int64_t next = 0;
    for (int layer = 0; layer < settings.layers; ++layer) {
        std::vector<Tensor> angles(2);
        Tensor conditions;
        for (int done = 0; done < 2; ++done) {
            const int which = layer % 2 ? 1 - done : done;
            Tensor numbers;
            if (done == 0) {
                numbers = parameters.narrow(0, next, outputs).unsqueeze(0).expand({base.size(0), outputs});
                next += outputs;
            } else {
                numbers = smallNet(parameters, next, conditions, settings.hidden, outputs);
            }
            const Tensor angle = points.narrow(1, which, 1);
            const auto [image, slope] =
                settings.circle == CircleMap::Moebius ? plainMoebius(angle, numbers, k)
                : settings.circle == CircleMap::Ncp   ? plainProjections(angle, numbers, k)
                                                      : plainSpline(angle, numbers, k);
            angles[static_cast<std::size_t>(which)] =
                torch::remainder(image + numbers.narrow(1, outputs - 1, 1), wholeTurn);
            conditions = torch::cat({torch::cos(angles[static_cast<std::size_t>(which)]),
                                     torch::sin(angles[static_cast<std::size_t>(which)])},
                                    1);
            log = log + torch::log(slope).squeeze(1);
        }
        points = torch::cat(angles, 1);
    }
    return {points, log};
}

} // namespace quincunx::bench
