#pragma once

#include "core/inference/conditional_flow.h"
#include "core/inference/unbounded.h"

namespace quincunx {

/// Neural posterior estimation: p(θ|x) learned as a density of the unbounded coordinates of θ given x.
/// Amortised: one network answers for every observation, 10⁴ draws in some 10 ms. Source: Papamakarios &
/// Murray, NeurIPS 2016; Greenberg, Nonnenmacher, Macke, ICML 2019.
class FlowPosterior final : public Posterior {
public:
    FlowPosterior(std::shared_ptr<const Simulator> simulator, ConditionalFlow flow,
                  UnboundedCoordinates coordinates);

    Draws sample(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                 const Progress &progress = {}) const override;

    /// ln p(θ|x) of each row of θ, with the row of x beside it. \param theta within the prior.
    Eigen::VectorXd logDensity(const Draws &theta, const Draws &x) const;

    nlohmann::json toJson() const override;

private:
    ConditionalFlow m_flow;
    UnboundedCoordinates m_coordinates;
};

/// Simulations with a number that is not finite are left out. \throws Error as trainConditionalFlow();
/// Cancelled.
std::shared_ptr<const FlowPosterior> trainFlowPosterior(const EstimatorInput &input,
                                                        const TrainingWatch &watch);

} // namespace quincunx
