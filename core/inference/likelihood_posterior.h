#pragma once

#include "core/inference/conditional_flow.h"
#include "core/inference/grid_posterior.h"
#include "core/inference/unbounded.h"

namespace quincunx {

/// The posterior of a likelihood that can be evaluated, true or learned. Several observations multiply their
/// likelihoods. One parameter: draws from a GridPosterior, some 250 evaluations. More: draws are the states
/// of 256 Markov chains of elliptical slice sampling: in Prior::toNormal() coordinates the prior is N(0, 1),
/// and a step needs no setting. Cost: some 1500 evaluations a chain for 10⁴ draws. Source: Murray, Adams,
/// MacKay, *Elliptical slice sampling* (AISTATS 2010).
class LikelihoodPosterior : public Posterior {
public:
    using Posterior::Posterior;

    bool takesMany() const override { return true; }
    /// \throws Error also if no θ of 5000 from the prior has a likelihood above 0.
    Draws sample(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                 const Progress &progress = {}) const override;

    std::optional<GridPosterior> onGrid(const Draws &x, int threads,
                                        const Progress &progress = {}) const override;

    /// ln p(x|θ), up to a constant, of each row of θ: the sum over all rows of x.
    virtual Eigen::VectorXd logLikelihood(const Draws &theta, const Draws &x) const = 0;

protected:
    /// ln p(x|θ) as a function of one θ at a time; here may be prepared what does not depend on θ.
    /// \throws Cancelled.
    virtual GridPosterior::LogLikelihood likelihoodOf(const Draws &x, int threads,
                                                      const Progress &progress) const;

private:
    Draws sampleChains(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                       const Progress &progress) const;
};

/// Σ_k f(θ_i, x_k) for each row i of θ. \param f of rows of θ beside as many rows of x; it is called with as
/// many at once as there are rows of θ or of x, and once for rows of x that are alike.
Eigen::VectorXd sumOverData(const Draws &theta, const Draws &x,
                            const std::function<Eigen::VectorXd(const Draws &theta, const Draws &x)> &f);

/// From Simulator::logLikelihood().
std::shared_ptr<const LikelihoodPosterior> makeTrueLikelihood(std::shared_ptr<const Simulator> simulator);

/// Neural likelihood estimation: p(x|θ) learned as a density of x given the unbounded coordinates of θ. Data
/// that are whole numbers are spread evenly over their unit while it learns. Source: Papamakarios, Sterratt,
/// Murray, *Sequential Neural Likelihood* (AISTATS 2019). \throws Error as trainConditionalFlow(); Cancelled.
std::shared_ptr<const LikelihoodPosterior> trainFlowLikelihood(const EstimatorInput &input,
                                                               const TrainingWatch &watch);
/// SCANDAL: the same from simulations that are mined at the θ of the input, whose x is not looked at. The
/// loss is −ln q(x|θ) + α |t − ∇_θ ln q(x|θ)|²/d, t the joint score ∇_θ ln p(x,z|θ), d the number of
/// parameters, α the score weight; θ in standardised unbounded coordinates. Source: Brehmer, Louppe, Pavez,
/// Cranmer, PNAS 117 (2020) 5242. \throws Error as above, or if the simulator cannot be mined; Cancelled.
std::shared_ptr<const LikelihoodPosterior> trainScoredFlowLikelihood(const EstimatorInput &input,
                                                                     const TrainingWatch &watch);
/// Columns of whole numbers become densities: each number is spread evenly over its unit.
void spreadWholeNumbers(Draws &x, std::uint64_t seed);

/// \throws Error if `json` is not what its toJson() gave.
std::shared_ptr<const LikelihoodPosterior> loadFlowLikelihood(std::shared_ptr<const Simulator> simulator,
                                                              const nlohmann::json &json);

} // namespace quincunx
