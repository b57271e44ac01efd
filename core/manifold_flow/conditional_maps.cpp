#include "core/manifold_flow/conditional_maps.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace quincunx {

std::size_t SmallNet::parameterCount() const {
    if (inputs == 0)
        return static_cast<std::size_t>(outputs);
    return static_cast<std::size_t>((inputs + 1) * hidden + (hidden + 1) * hidden + (hidden + 1) * outputs);
}

Variable SmallNet::operator()(Tape &tape, const std::optional<Variable> &in) const {
    if (inputs == 0)
        return tape.parameters(first, outputs);
    const auto second = first + static_cast<std::size_t>((inputs + 1) * hidden);
    const auto last = second + static_cast<std::size_t>((hidden + 1) * hidden);
    return tape.dense(silu(tape.dense(silu(tape.dense(*in, first, hidden)), second, hidden)), last, outputs);
}

void SmallNet::initialise(std::span<double> parameters, const std::vector<double> &outputBiases, double scale,
                          RandomEngine &random) const {
    double *next = parameters.data();
    auto fill = [&](int in, int out, double width) {
        for (int k = 0; k < in * out; ++k)
            *next++ = width / std::sqrt(in) * standardNormal(random);
    };
    if (inputs > 0) {
        for (const int in : {inputs, hidden}) {
            fill(in, hidden, 1.5);
            for (int k = 0; k < hidden; ++k) // bends at different places
                *next++ = in == inputs ? standardNormal(random) : 0;
        }
        fill(hidden, outputs, scale);
    }
    std::ranges::copy(outputBiases, next);
}

CoordinateStep invert(const CoordinateMap &f, const Variable &image, double low, double high) {
    Tape &tape = image.tape();
    const std::size_t lanes = tape.lanes();
    const std::vector<double> goal(image.values().begin(), image.values().end());
    std::vector<double> at(lanes), lower(lanes, low), upper(lanes, high), stride(lanes, high - low);
    for (std::size_t i = 0; i < lanes; ++i)
        at[i] = std::clamp(goal[i], low, high);
    // Halving alone would take 54 steps; where Newton's do not shrink by half, it is halving's turn.
    for (int iteration = 0; iteration < 120; ++iteration) {
        const Tape::Aside aside(tape);
        const Variable guess = tape.constant(1, 0);
        std::ranges::copy(at, guess.values().begin());
        const CoordinateStep step = f(guess);
        double largest = 0;
        for (std::size_t i = 0; i < lanes; ++i) {
            const double excess = step.value.values()[i] - goal[i];
            // As near as f can be computed: where it is flat, further steps would be noise, and halving long.
            if (std::abs(excess) < 2e-15 * (high - low)) {
                stride[i] = 0;
                continue;
            }
            (excess > 0 ? upper : lower)[i] = at[i];
            double next = at[i] - excess / step.slope.values()[i];
            if (!(next >= lower[i] && next <= upper[i] && std::abs(next - at[i]) < 0.5 * stride[i]))
                next = 0.5 * (lower[i] + upper[i]);
            stride[i] = std::abs(next - at[i]);
            largest = std::max(largest, stride[i]);
            at[i] = next;
        }
        if (largest < 4e-16 * (high - low))
            break;
    }
    Variable solution = tape.constant(1, 0);
    std::ranges::copy(at, solution.values().begin());
    if (tape.records()) {
        const CoordinateStep step = f(solution);
        const Variable reciprocal = tape.constant(1, 0);
        for (std::size_t i = 0; i < lanes; ++i)
            reciprocal.values()[i] = 1 / step.slope.values()[i];
        solution = solution - (step.value - image) * reciprocal;
    }
    return {solution, f(solution).slope};
}

Variable wrapped(const Variable &angle) {
    constexpr double turn = 2 * std::numbers::pi;
    const Variable turns = angle.tape().constant(angle.count(), 0);
    for (std::size_t i = 0; i < turns.values().size(); ++i)
        turns.values()[i] = -turn * std::floor(angle.values()[i] / turn);
    return angle + turns;
}

} // namespace quincunx
