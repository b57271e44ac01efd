#pragma once

#include "core/manifold_flow/manifold_flow.h"

namespace quincunx {

// The layers of a ManifoldFlow; `first` is where their parameters begin.

/// \param backwards whether the last angle is done first.
std::unique_ptr<FlowLayer> torusLayer(const Manifold &manifold, const ManifoldFlowSettings &settings,
                                      std::size_t first, bool backwards);
/// φ_k ↦ φ_k − φ_{k−1}, φ₀ = 0: an automorphism of the torus, of determinant 1.
std::unique_ptr<FlowLayer> differenceLayer(const Manifold &manifold);
std::unique_ptr<FlowLayer> sphereLayer(const Manifold &manifold, const ManifoldFlowSettings &settings,
                                       std::size_t first);

/// x ↦ exp_x(∇φ(x)).
std::unique_ptr<FlowLayer> exponentialLayer(const Manifold &manifold, const ManifoldFlowSettings &settings,
                                            std::size_t first);

} // namespace quincunx
