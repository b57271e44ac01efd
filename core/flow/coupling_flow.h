#pragma once

#include "core/base/random.h"

#include <cstddef>
#include <span>
#include <vector>

namespace quincunx {

/// What a coupling flow looks like.
struct CouplingShape {
    int dimension = 2; ///< of θ, ≥ 1
    int context = 0;   ///< numbers that the density depends on, ≥ 0
    int couplings = 5; ///< layers
    int hidden = 50;   ///< width of the network in each
    int blocks = 2;    ///< residual blocks of two layers in each
    int bins = 10;     ///< pieces of a spline
    float reach = 4;   ///< splines act within [−reach, reach]; outside, θ passes unchanged

    bool operator==(const CouplingShape &) const = default;
};

/// A conditional density p(θ|c) by change of variables: θ ↦ u through `couplings` layers, u ~ N(0, 1).
///
/// Each layer transforms one half of the coordinates by monotonic rational-quadratic splines, whose widths,
/// heights and slopes a residual network computes from the other half and the context. Halves are dealt
/// anew every second layer. Slopes are 1 at ±reach; bins are at least 10⁻³ of the whole, slopes at least
/// 10⁻³. With the parameters of initialParameters() the map is the identity.
///
/// The network: h = W₀ (half, context) + b₀, `blocks` times h += W₂ ρ(W₁ ρ(h) + b₁) + b₂, last W h + b, with
/// ρ(x) = max(x, 0). All parameters stand in one array; the object knows only where which is.
///
/// Single precision, on vectors of the CPU. Thread-safe. Source: Durkan, Bekasov, Murray, Papamakarios,
/// *Neural Spline Flows* (NeurIPS 2019).
class CouplingFlow {
public:
    /// \throws Error for a shape out of range.
    explicit CouplingFlow(const CouplingShape &shape);

    const CouplingShape &shape() const { return m_shape; }
    std::size_t parameterCount() const { return m_parameterCount; }
    std::vector<float> initialParameters(RandomEngine &random) const;

    /// log p(θ|c) of each of `result.size()` rows. \param theta (N, dimension). \param context (N, context).
    /// Cost: about 2 · parameterCount() operations a row.
    void logDensity(std::span<const float> parameters, std::span<const float> theta,
                    std::span<const float> context, std::span<float> result) const;

    /// Where gradients are added to; an empty one is not computed.
    struct Gradient {
        std::span<float> parameters;
        std::span<float> theta, context; ///< (N, ...)
    };

    /// Gradient of Σ_i upstream_i · log p(θ_i|c_i); `result` as logDensity(). Three times its cost.
    void logDensityGradient(std::span<const float> parameters, std::span<const float> theta,
                            std::span<const float> context, std::span<const float> upstream,
                            std::span<float> result, const Gradient &gradient) const;

    /// θ of each u, in place: u (N, dimension) becomes θ; draws of p(θ|c) if u ~ N(0, 1).
    void fromBase(std::span<const float> parameters, std::span<const float> context,
                  std::span<float> theta) const;

    /// Where the parts of a layer stand in the parameters, and which coordinates it transforms.
    struct Layer {
        struct Dense {
            std::size_t weights, biases; ///< first of (outputs, inputs), row by row, and of (outputs)
            int inputs, outputs;
        };
        std::vector<int> kept, transformed;
        std::vector<Dense> dense; ///< first, two for each block, last
    };
    const std::vector<Layer> &layers() const { return m_layers; }

private:
    CouplingShape m_shape;
    std::vector<Layer> m_layers;
    std::size_t m_parameterCount = 0;
};

} // namespace quincunx
