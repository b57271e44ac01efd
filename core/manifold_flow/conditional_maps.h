#pragma once

#include "core/manifold_flow/circle_map.h"

#include <functional>
#include <optional>

namespace quincunx {

/// A network of two hidden layers with the activation x σ(x); without inputs, numbers that do not depend on
/// anything. Its parameters stand one layer after the other from `first` on.
struct SmallNet {
    std::size_t first;
    int inputs, hidden, outputs;

    std::size_t parameterCount() const;
    Variable operator()(Tape &tape, const std::optional<Variable> &in) const;
    /// The last layer's weights are `scale` times smaller than usual, its biases are `outputBiases`.
    void initialise(std::span<double> parameters, const std::vector<double> &outputBiases, double scale,
                    RandomEngine &random) const;
};

/// What a monotone map does to a coordinate.
struct CoordinateStep {
    Variable value, slope;
};
using CoordinateMap = std::function<CoordinateStep(const Variable &)>;

/// The coordinate that a map takes to `image`, within [low, high], and the map's slope there; with the
/// gradient of both: Newton's step from the solution z₀, z = z₀ − (f(z₀) − image)/f'(z₀), has that of the
/// implicit function. Newton's method kept in a bracket. \param f monotonically growing, f(low) ≤ image ≤
/// f(high).
CoordinateStep invert(const CoordinateMap &f, const Variable &image, double low, double high);

/// The same angle in [0, 2π).
Variable wrapped(const Variable &angle);

} // namespace quincunx
