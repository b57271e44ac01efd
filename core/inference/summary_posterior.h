#pragma once

#include "core/inference/dense_ensemble.h"
#include "core/inference/likelihood_posterior.h"

namespace quincunx {

// Posteriors from the density of a few numbers made of the data, by SummaryHistogram, instead of that of all
// data. What the summary does not keep is lost: they are wider than the true posterior, but right on average.
// Data that are whole numbers are spread evenly over their unit before they are counted.

/// The linear summary: x itself where it has no more numbers than there are parameters, else the straight
/// line of x that is nearest to θ, one number for each parameter: the posterior mean, were all of it
/// Gaussian. \param theta, x row by row, finite. \throws Error if there are fewer than ten rows.
DenseEnsemble linearSummary(const Draws &theta, const Draws &x);

/// Where SALLY looks: the prior's median, which is its mean unless it is log-normal.
std::vector<double> referenceOf(const Prior &prior);

/// t̂(x) ≈ E[t(x,z)|x] = ∇_θ ln p(x|θ) at θ = referenceOf(), one number for each parameter [1/unit of θ],
/// learned as the least squared error to the joint scores t of `count` simulations mined there. Near the
/// reference ln p(x|θ) is linear in it, so it is sufficient; far away it is not. \throws Error if there are
/// too few finite rows, or the simulator cannot be mined; Cancelled.
DenseEnsemble trainScore(const Simulator &simulator, std::size_t count, const EstimatorSettings &settings,
                         std::uint64_t seed, int threads, const TrainingWatch &watch);

/// The traditional way: a histogram of the linear summary. \throws Error as SummaryHistogram.
std::shared_ptr<const LikelihoodPosterior> makeSummaryPosterior(const EstimatorInput &input);

/// SALLY: a histogram of t̂. Half of the simulations are mined at the reference to learn t̂, the other half are
/// made at the θ of the input for the histogram; x of the input is not looked at. Source: Brehmer, Louppe,
/// Pavez, Cranmer, PNAS 117 (2020) 5242. \throws Error as trainScore() and SummaryHistogram; Cancelled.
std::shared_ptr<const LikelihoodPosterior> trainSally(const EstimatorInput &input,
                                                      const TrainingWatch &watch);

/// Of either. \throws Error if `json` is not what its toJson() gave.
std::shared_ptr<const LikelihoodPosterior> loadSummaryPosterior(std::shared_ptr<const Simulator> simulator,
                                                                const nlohmann::json &json);

} // namespace quincunx
