#pragma once

#include "core/inference/likelihood_posterior.h"

namespace quincunx {

/// What orders data by how much they speak against parameters.
class TestStatistic {
public:
    virtual ~TestStatistic();

    /// λ(x; θ) of one x and each row of θ: the larger, the less can θ have made x. A function of x and θ
    /// alone: nothing in it is drawn anew. May be asked from several threads at once.
    virtual Eigen::VectorXd operator()(std::span<const double> x, const Draws &theta) const = 0;
};

/// Waldo: (E[θ|x] − θ)ᵀ Var[θ|x]⁻¹ (E[θ|x] − θ), of any posterior, by `samples` draws for each x, with the
/// same seed. Source: Masserano, Dorigo, Izbicki, Kuusela, Lee, *Simulator-based inference with Waldo*
/// (AISTATS 2023).
std::shared_ptr<const TestStatistic> makeWaldo(std::shared_ptr<const Posterior> posterior,
                                               std::size_t samples, std::uint64_t seed);

/// The likelihood ratio: 2 [max_θ' ln p(x|θ') − ln p(x|θ)], of a likelihood known or learned, or of a ratio
/// to a reference that does not depend on θ. The largest is looked for on a grid of the prior, then about the
/// best of the grid until it is known to a thousandth of the grid's step. Source: Dalmasso, Izbicki, Lee,
/// *Confidence sets and hypothesis testing in a likelihood-free inference setting* (ICML 2020).
std::shared_ptr<const TestStatistic>
makeLikelihoodRatio(std::shared_ptr<const LikelihoodPosterior> likelihood);

/// Points over the prior, `points` along each parameter, the ends of its range() included; the first
/// parameter changes fastest. Steps are even, of a LogNormal parameter in its logarithm.
/// \throws Error if points < 2 or there are more than a million of them.
Draws parameterGrid(const Prior &prior, std::size_t points);

} // namespace quincunx
