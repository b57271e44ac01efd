#pragma once

#include "core/flow/coupling_flow.h"

#include <torch/torch.h>

namespace quincunx::bench {

/// ln p(θ|c) of a coupling flow written with torch's operations, one after the other, as flow packages do:
/// what the fused kernel is held against, in time and in numbers.
torch::Tensor plainLogDensity(const CouplingFlow &flow, const torch::Tensor &parameters,
                              const torch::Tensor &theta, const torch::Tensor &context);

/// θ from u, likewise.
torch::Tensor plainFromBase(const CouplingFlow &flow, const torch::Tensor &parameters,
                            const torch::Tensor &base, const torch::Tensor &context);

} // namespace quincunx::bench
