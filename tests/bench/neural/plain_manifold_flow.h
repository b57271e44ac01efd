#pragma once

#include "core/manifold_flow/manifold_flow.h"

#include <torch/torch.h>

namespace quincunx::bench {

/// A ManifoldFlow on T² or S² written with torch's operations, as a paper's appendix would: the reference for
/// speed. \param base (N, 2) angles or (N, 3) unit vectors. \return the points, and ln of the growth of
/// volume (N).
std::pair<torch::Tensor, torch::Tensor>
plainForward(const ManifoldFlow &flow, const torch::Tensor &parameters, const torch::Tensor &base);

} // namespace quincunx::bench
