#pragma once

#include "core/flow/coupling_flow.h"

#include <torch/torch.h>

namespace quincunx {

/// −(1/N) Σ log p(θ_i|c_i) as a torch function of the flow's parameters and of the context, so that an
/// embedding of the data may be trained along. Its value and its gradients come from the flow's own kernel in
/// one pass. \param parameters (P). \param theta (N, dimension). \param context (N, context). All float32.
torch::Tensor flowLoss(const CouplingFlow &flow, const torch::Tensor &parameters, const torch::Tensor &theta,
                       const torch::Tensor &context);

/// log p(θ_i|c_i) of each row (N) as a torch function of the flow's parameters alone. Costs a third more than
/// flowLoss(), as its gradient takes a pass of its own.
torch::Tensor flowLogDensity(const CouplingFlow &flow, const torch::Tensor &parameters,
                             const torch::Tensor &theta, const torch::Tensor &context);

} // namespace quincunx
