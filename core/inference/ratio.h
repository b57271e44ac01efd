#pragma once

#include "core/inference/dense_ensemble.h"
#include "core/inference/likelihood_posterior.h"

namespace quincunx {

/// Whether it needs r or t, which only some simulators can mine.
bool needsMining(RatioLoss loss);

/// A learned ln p(x|θ) + c(x). Source: Cranmer, Pavez, Louppe, arXiv:1506.02169; Hermans, Begy, Louppe, ICML
/// 2020; Miller, Weniger, Forré, NeurIPS 2022; Delaunoy et al., NeurIPS 2022; Brehmer, Louppe, Pavez,
/// Cranmer, PNAS 117 (2020) 5242; Stoye et al., arXiv:1808.00973.
class LogRatio {
public:
    /// \param network of (x, θ)
    explicit LogRatio(DenseEnsemble network) : m_network(std::move(network)) {}

    /// g of each row. Members are averaged.
    Eigen::VectorXd operator()(const Draws &theta, const Draws &x) const;

    nlohmann::json toJson() const { return m_network.toJson(); }

private:
    DenseEnsemble m_network;
};

/// What a ratio is learned from: rows of θ₀, of θ₁, of x drawn at θ₀; what was mined may be empty.
struct RatioTraining {
    Draws theta, other, x;
    Eigen::VectorXd logRatio;
    Draws score;
};

/// θ₁ from the prior beside the simulations' θ₀; if the loss needs mining, x is mined at θ₀ and that of the
/// simulations is not looked at. Rows that are not finite are left out.
RatioTraining ratioTraining(const Simulator &simulator, const Simulations &simulations, RatioLoss loss,
                            std::uint64_t seed, int threads, const Progress &progress);

/// Trains `settings.members` networks, one a thread. \throws Error if there are too few rows; Cancelled.
LogRatio trainLogRatio(const RatioTraining &training, RatioLoss loss, const EstimatorSettings &settings,
                       std::uint64_t seed, int threads, const TrainingWatch &watch);

/// The posterior by Markov chains over a learned ratio. \throws Error as above, or if the loss needs mining
/// and the simulator cannot be mined; Cancelled.
std::shared_ptr<const LikelihoodPosterior> trainRatioPosterior(const EstimatorInput &input, RatioLoss loss,
                                                               const TrainingWatch &watch);
/// \throws Error if `json` is not what its toJson() gave.
std::shared_ptr<const LikelihoodPosterior> loadRatioPosterior(std::shared_ptr<const Simulator> simulator,
                                                              const nlohmann::json &json);

} // namespace quincunx
