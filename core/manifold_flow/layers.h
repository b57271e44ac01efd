#pragma once

#include "core/manifold_flow/manifold_flow.h"

namespace quincunx {

// The layers of a ManifoldFlow; `first` is where their parameters begin.

/// \param backwards whether the last angle is done first.
std::unique_ptr<FlowLayer> torusLayer(const Manifold &manifold, const ManifoldFlowSettings &settings,
                                      std::size_t first, bool backwards);
std::unique_ptr<FlowLayer> sphereLayer(const Manifold &manifold, const ManifoldFlowSettings &settings,
                                       std::size_t first);

/// x ↦ exp_x(∇φ(x)).
std::unique_ptr<FlowLayer> exponentialLayer(const Manifold &manifold, const ManifoldFlowSettings &settings,
                                            std::size_t first);

} // namespace quincunx
