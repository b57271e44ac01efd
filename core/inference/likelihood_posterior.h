#pragma once

#include "core/inference/conditional_flow.h"

namespace quincunx {

/// The posterior of a likelihood that can be evaluated, true or learned. Draws are the states of 256 Markov
/// chains of elliptical slice sampling: in Prior::toNormal() coordinates the prior is N(0, 1), and a step
/// needs no setting. Several observations multiply their likelihoods. Cost: some 1500 evaluations a chain for
/// 10⁴ draws. Source: Murray, Adams, MacKay, *Elliptical slice sampling* (AISTATS 2010).
class LikelihoodPosterior : public Posterior {
public:
    using Posterior::Posterior;

    bool takesMany() const override { return true; }
    /// \throws Error also if no θ of 5000 from the prior has a likelihood above 0.
    Draws sample(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                 const Progress &progress = {}) const override;

    /// ln p(x|θ), up to a constant, of each row of θ: the sum over all rows of x.
    virtual Eigen::VectorXd logLikelihood(const Draws &theta, const Draws &x) const = 0;
};

/// From Simulator::logLikelihood().
std::shared_ptr<const LikelihoodPosterior> makeTrueLikelihood(std::shared_ptr<const Simulator> simulator);

/// Neural likelihood estimation: p(x|θ) learned as a density of x given the unbounded coordinates of θ. Data
/// that are whole numbers are spread evenly over their unit while it learns. Source: Papamakarios, Sterratt,
/// Murray, *Sequential Neural Likelihood* (AISTATS 2019). \throws Error as trainConditionalFlow(); Cancelled.
std::shared_ptr<const LikelihoodPosterior> trainFlowLikelihood(const EstimatorInput &input,
                                                               const TrainingWatch &watch);
/// \throws Error if `json` is not what its toJson() gave.
std::shared_ptr<const LikelihoodPosterior> loadFlowLikelihood(std::shared_ptr<const Simulator> simulator,
                                                              const nlohmann::json &json);

} // namespace quincunx
