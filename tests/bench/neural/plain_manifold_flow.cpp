#include "tests/bench/neural/plain_manifold_flow.h"

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

/// On [low, low + size]; slopes at both ends, or one for both.
std::pair<Tensor, Tensor> plainSpline(const Tensor &at, const Tensor &numbers, std::int64_t bins, double low,
                                      double size, bool shared) {
    auto knots = [&](const Tensor &raw) {
        const Tensor share = leastBin + (1 - leastBin * static_cast<double>(bins)) * torch::softmax(raw, 1);
        return low + size * torch::constant_pad_nd(torch::cumsum(share, 1), {1, 0});
    };
    const Tensor left = knots(numbers.narrow(1, 0, bins)), bottom = knots(numbers.narrow(1, bins, bins));
    Tensor slopes = torch::softplus(numbers.narrow(1, 2 * bins, shared ? bins : bins + 1)) + leastSlope;
    if (shared)
        slopes = torch::cat({slopes, slopes.narrow(1, 0, 1)}, 1);
    const Tensor bin = ((at >= left).sum(1, true) - 1).clamp(0, bins - 1);
    const Tensor x0 = left.gather(1, bin), width = left.gather(1, bin + 1) - x0, y0 = bottom.gather(1, bin),
                 height = bottom.gather(1, bin + 1) - y0, d0 = slopes.gather(1, bin),
                 d1 = slopes.gather(1, bin + 1);
    const Tensor s = height / width, xi = (at - x0) / width, q = xi * (1 - xi), d = s + (d0 + d1 - 2 * s) * q;
    return {y0 + height * (s * xi.square() + d0 * q) / d,
            s.square() * (d1 * xi.square() + 2 * s * q + d0 * (1 - xi).square()) / d.square()};
}

std::pair<Tensor, Tensor> plainCircle(const ManifoldFlowSettings &settings, const Tensor &angle,
                                      const Tensor &numbers) {
    switch (settings.circle) {
    case CircleMap::Moebius:
        return plainMoebius(angle, numbers, settings.components);
    case CircleMap::Ncp:
        return plainProjections(angle, numbers, settings.components);
    default:
        return plainSpline(angle, numbers, settings.components, 0, wholeTurn, true);
    }
}

std::int64_t circleNumbers(const ManifoldFlowSettings &settings) {
    return numberCount(settings.circle, settings.components) + 1;
}

using Layer = std::pair<Tensor, Tensor> (*)(const ManifoldFlowSettings &, const Tensor &parameters,
                                            std::int64_t &next, const Tensor &points, int layer);

std::pair<Tensor, Tensor> torusLayer(const ManifoldFlowSettings &settings, const Tensor &parameters,
                                     std::int64_t &next, const Tensor &points, int layer) {
    const std::int64_t outputs = circleNumbers(settings);
    std::vector<Tensor> angles(2);
    Tensor conditions, log = torch::zeros({points.size(0)}, points.options());
    for (int done = 0; done < 2; ++done) {
        const auto which = static_cast<std::size_t>(layer % 2 ? 1 - done : done);
        Tensor numbers;
        if (done == 0) {
            numbers = parameters.narrow(0, next, outputs).unsqueeze(0).expand({points.size(0), outputs});
            next += outputs;
        } else {
            numbers = smallNet(parameters, next, conditions, settings.hidden, outputs);
        }
        const auto [image, slope] =
            plainCircle(settings, points.narrow(1, static_cast<std::int64_t>(which), 1), numbers);
        angles[which] = torch::remainder(image + numbers.narrow(1, outputs - 1, 1), wholeTurn);
        conditions = torch::cat({torch::cos(angles[which]), torch::sin(angles[which])}, 1);
        log = log + torch::log(slope).squeeze(1);
    }
    return {torch::cat(angles, 1), log};
}

/// Rotation, spline of the height, gated circle map. On S² the cylinder has the sphere's areas.
std::pair<Tensor, Tensor> sphereLayer(const ManifoldFlowSettings &settings, const Tensor &parameters,
                                      std::int64_t &next, const Tensor &points, int) {
    Tensor x = points;
    for (int mirror = 0; mirror < 4; ++mirror, next += 3) {
        const Tensor normal = parameters.narrow(0, next, 3);
        x = x - (2 * torch::mv(x, normal) / normal.dot(normal)).unsqueeze(1) * normal;
    }
    const std::int64_t bins = settings.bins, numbers = 3 * bins + 1;
    const auto [height, slope] = plainSpline(
        x.narrow(1, 2, 1), parameters.narrow(0, next, numbers).unsqueeze(0).expand({x.size(0), numbers}),
        bins, -1, 2, false);
    next += numbers;
    const Tensor radius = torch::sqrt(((1 - height) * (1 + height)).clamp_min(1e-24));
    const Tensor own = smallNet(parameters, next, height, settings.hidden, circleNumbers(settings));
    const Tensor angle = torch::remainder(torch::atan2(x.narrow(1, 1, 1), x.narrow(1, 0, 1)), wholeTurn);
    const auto [image, turning] = plainCircle(settings, angle, own);
    const Tensor to = angle + radius * (image - angle) + own.narrow(1, own.size(1) - 1, 1);
    return {torch::cat({radius * torch::cos(to), radius * torch::sin(to), height}, 1),
            (torch::log(slope) + torch::log(radius * (turning - 1) + 1)).squeeze(1)};
}

/// \param potential ∇φ, and H d for each row of what it is given.
std::pair<Tensor, Tensor> exponential(const Tensor &x,
                                      const std::function<Tensor(const Tensor &, bool along)> &potential) {
    const auto dot = [](const Tensor &a, const Tensor &b) { return (a * b).sum(1, true); };
    const Tensor gradient = potential(x, false);
    Tensor aside = torch::zeros_like(x);
    aside.scatter_(1, x.detach().abs().argmin(1, true), 1.);
    Tensor first = torch::cross(x.detach(), aside, 1);
    first = first / first.norm(2, 1, true);
    const Tensor second = torch::cross(x.detach(), first, 1);
    const Tensor outward = dot(x, gradient), v = gradient - x * outward, square = dot(v, v) + 1e-18,
                 length = torch::sqrt(square), c = torch::cos(length), ratio = torch::sin(length) / length,
                 bend = (c - ratio) / square;
    auto moved = [&](const Tensor &direction) {
        const Tensor d = direction - x * dot(x, direction), h = potential(d, true),
                     dv = h - d * outward - x * (dot(d, gradient) + dot(x, h)), inner = dot(v, dv);
        return d * c - x * (ratio * inner) + v * (bend * inner) + dv * ratio;
    };
    const Tensor a = moved(first), b = moved(second);
    return {x * c + v * ratio, 0.5 * torch::log(dot(a, a) * dot(b, b) - dot(a, b).square()).squeeze(1)};
}

std::pair<Tensor, Tensor> radialLayer(const ManifoldFlowSettings &settings, const Tensor &parameters,
                                      std::int64_t &next, const Tensor &points, int) {
    const std::int64_t k = settings.components;
    const Tensor alpha = torch::softmax(parameters.narrow(0, next, k + 1), 0).narrow(0, 0, k),
                 beta = torch::softplus(parameters.narrow(0, next + k + 1, k)) + 0.05;
    const Tensor raw = parameters.narrow(0, next + 2 * k + 1, 3 * k).view({k, 3});
    next += 5 * k + 1;
    const Tensor centres = raw / torch::sqrt(raw.square().sum(1, true) + 1e-12);
    const Tensor weights = alpha * torch::exp(beta * (points.mm(centres.t()) - 1));
    return exponential(points, [&](const Tensor &of, bool along) {
        return (along ? weights * beta * of.mm(centres.t()) : weights).mm(centres);
    });
}

std::pair<Tensor, Tensor> polynomialLayer(const ManifoldFlowSettings &, const Tensor &parameters,
                                          std::int64_t &next, const Tensor &points, int) {
    const Tensor linear = parameters.narrow(0, next, 3), values = parameters.narrow(0, next + 3, 3),
                 raw = parameters.narrow(0, next + 6, 9).view({3, 3});
    next += 15;
    const Tensor scale =
        0.99 / (1 + torch::sqrt(linear.square().sum() + 1e-12) + torch::sqrt(values.square() + 1e-12).sum());
    const Tensor axes = raw / torch::sqrt(raw.square().sum(1, true) + 1e-12);
    return exponential(points, [&](const Tensor &of, bool along) {
        const Tensor turned = (of.mm(axes.t()) * (values * scale)).mm(axes);
        return along ? turned : turned + linear * scale;
    });
}

} // namespace

std::pair<Tensor, Tensor> plainForward(const ManifoldFlow &flow, const Tensor &parameters,
                                       const Tensor &base) {
    using Family = ManifoldFlowSettings::Family;
    const ManifoldFlowSettings &settings = flow.settings();
    const Layer map = !flow.manifold().isSphere()              ? torusLayer
                      : settings.family == Family::Conditional ? sphereLayer
                      : settings.family == Family::Radial      ? radialLayer
                                                               : polynomialLayer;
    Tensor points = base, log = torch::zeros({base.size(0)}, base.options());
    std::int64_t next = 0;
    for (int layer = 0; layer < settings.layers; ++layer) {
        const auto [image, slope] = map(settings, parameters, next, points, layer);
        points = image;
        log = log + slope;
    }
    return {points, log};
}

} // namespace quincunx::bench
