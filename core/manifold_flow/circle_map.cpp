#include "core/manifold_flow/circle_map.h"

#include <numbers>

namespace quincunx {
namespace {

constexpr double pi = std::numbers::pi;

/// Möbius transformations of the circle, z ↦ (z − w)/(1 − w̄z) = z (1 − w z̄)/(1 − w̄ z): the angle grows by
/// 2 arg(1 − w z̄), whose real part is positive, so no branch is ever crossed.
CircleStep moebius(const Variable &angle, const Variable &numbers, int k) {
    const Variable weights = softmax(numbers.part(0, k)), vx = numbers.part(k, k),
                   vy = numbers.part(2 * k, k);
    const Variable length = sqrt(vx * vx + vy * vy + 1e-12); // its slope at 0 is finite
    const Variable shrunk = angle.tape().constant(1, 0.99) / (length + 1);
    const Variable wx = vx * shrunk, wy = vy * shrunk;
    const Variable c = cos(angle), s = sin(angle);
    const Variable along = wx * c + wy * s, across = wy * c - wx * s; // w z̄
    const Variable square = wx * wx + wy * wy;
    // arg(1 − w)* − arg(1 − w z̄)*: both within a quarter turn, so that their difference is the angle of a
    // quotient.
    const Variable fixed = 1 - wx, moved = 1 - along;
    const Variable turn = angleOf(wy * moved - fixed * across, fixed * moved + wy * across);
    const Variable slope = (1 - square) / (1 - along * 2 + square);
    return {sum(weights * turn) * 2, sum(weights * slope)};
}

CircleStep projections(const Variable &angle, const Variable &numbers, int k) {
    const Variable weights = softmax(numbers.part(0, k)), alpha = exp(numbers.part(k, k)),
                   beta = numbers.part(2 * k, k);
    // With φ' = φ/2 − π/2: sin φ' = −cos φ/2, cos φ' = sin φ/2 ≥ 0.
    const Variable halved = angle * 0.5, down = cos(halved), across = sin(halved);
    const Variable up = beta * across - alpha * down;
    const Variable image = angleOf(up, across) * 2 + pi;
    const Variable slope = alpha / (up * up + across * across);
    return {sum(weights * image) - angle, sum(weights * slope)};
}

CircleStep spline(const Variable &angle, const Variable &numbers, int bins) {
    const Variable out = angle.tape().spline(angle, numbers, bins, 0, 2 * pi, SplineEnds::Shared);
    return {out[0] - angle, exp(out[1])};
}

} // namespace

int numberCount(CircleMap map, int components) {
    return map == CircleMap::Spline ? 2 * components + slopeCount(SplineEnds::Shared, components)
                                    : 3 * components;
}

std::vector<double> identityNumbers(CircleMap map, int components, double spread, RandomEngine &random) {
    const auto k = static_cast<std::size_t>(components);
    std::vector<double> numbers(static_cast<std::size_t>(numberCount(map, components)), 0.);
    if (map == CircleMap::Spline)
        std::fill(numbers.begin() + 2 * components, numbers.end(), unitSlope);
    for (std::size_t i = map == CircleMap::Spline ? numbers.size() : k; i < numbers.size(); ++i)
        numbers[i] += spread * standardNormal(random);
    return numbers;
}

CircleStep mapCircle(CircleMap map, const Variable &angle, const Variable &numbers, int components) {
    switch (map) {
    case CircleMap::Spline:
        return spline(angle, numbers, components);
    case CircleMap::Moebius:
        return moebius(angle, numbers, components);
    default:
        return projections(angle, numbers, components);
    }
}

} // namespace quincunx
