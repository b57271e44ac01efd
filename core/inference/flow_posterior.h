#pragma once

#include "core/inference/conditional_flow.h"
#include "core/inference/density_posterior.h"

namespace quincunx {

/// The density is a flow: 10⁴ draws in some 10 ms. Source: Greenberg, Nonnenmacher, Macke, ICML 2019.
using FlowPosterior = DensityPosterior<ConditionalFlow>;

/// Simulations with a number that is not finite are left out. \throws Error as trainConditionalFlow();
/// Cancelled.
std::shared_ptr<const FlowPosterior> trainFlowPosterior(const EstimatorInput &input,
                                                        const TrainingWatch &watch);

} // namespace quincunx
