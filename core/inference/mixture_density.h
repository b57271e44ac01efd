#pragma once

#include "core/inference/dense_net.h"
#include "core/inference/density_posterior.h"
#include "core/inference/estimator.h"
#include "core/inference/whitening.h"

namespace quincunx {

/// A network of two hidden layers whose outputs are a mixture of K Gaussians of d numbers r: K logits of the
/// weights π, then of each the mean μ (d), then of each the logarithms of the diagonal of A (d), then of each
/// what stands below it (d (d − 1)/2, row by row).
struct MixtureShape {
    int dimension = 1;  ///< d
    int context = 1;    ///< numbers that the density depends on
    int components = 8; ///< K
    int hidden = 50;    ///< width of the hidden layers

    int outputs() const { return components * (1 + dimension * (dimension + 3) / 2); }
    DenseShape net() const { return {{context, hidden, hidden, outputs()}}; }
    /// Gaussians of about unit width and equal weight, whose means are dealt about the middle: alike, they
    /// would stay so for long.
    std::vector<float> initialParameters(RandomEngine &random) const;
};

/// A learned density p(y|c) of real numbers given others: of r, which whitening leaves of y,
///
///     p(r|c) = Σ_k π_k(c) N(r; μ_k(c), (A_kᵀ A_k)⁻¹),   A_k lower triangular, its diagonal positive,
///
/// the mean of the densities of several networks. Evaluating and drawing need no torch. Cost: a network and
/// K d² operations a row. Source: C. M. Bishop, *Mixture density networks* (NCRG/94/004, 1994); precisions by
/// their Cholesky factors as Papamakarios & Murray, NeurIPS 2016.
class MixtureDensity {
public:
    MixtureDensity(Whitening whitening, const MixtureShape &shape, std::vector<std::vector<float>> members);

    int dimension() const { return m_shape.dimension; }
    int conditions() const { return m_shape.context; }

    /// ln p(y|c) of each row.
    Eigen::VectorXd logDensity(const Draws &targets, const Draws &conditions) const;

    /// Fills `targets` with draws given one row of conditions; member number `member`, which is taken modulo
    /// their number.
    void draw(const Draws &condition, std::size_t member, Draws &targets, RandomEngine &random) const;

    nlohmann::json toJson() const;
    /// \throws Error if it is none, or its numbers do not fit its shape.
    static MixtureDensity fromJson(const nlohmann::json &json);

private:
    Whitening m_whitening;
    MixtureShape m_shape;
    std::vector<std::vector<float>> m_members;
};

using MixturePosterior = DensityPosterior<MixtureDensity>;

/// Maximum likelihood of the usable simulations, `settings.members` networks of `settings.components`
/// Gaussians. \throws Error if there are too few, or as NeuralModule::trainMixture(); Cancelled.
std::shared_ptr<const MixturePosterior> trainMixturePosterior(const EstimatorInput &input,
                                                              const TrainingWatch &watch);

} // namespace quincunx
