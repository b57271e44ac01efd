#pragma once

#include "core/inference/estimator.h"

namespace quincunx {

/// Truncated sequential neural posterior estimation: p(θ|x_o) of one observation x_o at a time, by rounds of
/// simulations ever nearer to it. Round 0 learns a flow q₀(θ|x) from simulations of the prior, for every x.
/// Round r simulates at draws of the prior within
///
///     M_r = M_{r−1} ∩ { θ : q_{r−1}(θ|x_o) ≥ τ },   τ the 10⁻⁴ quantile of q_{r−1}(θ|x_o) over draws of it,
///
/// and learns q_r from the simulations of all rounds within M_r. Each M_r lies in those before it, so that
/// these are draws of the prior there, and maximum likelihood, with no correction, gives the posterior less
/// its last 10⁻⁴. What the last flow puts outside of the last M is drawn again.
///
/// Where less than one in a hundred draws of the prior lies in M, those still missing are draws of the last
/// flow resampled by p(θ)/q(θ|x_o), a hundred for one. The rounds of the last observation are kept: more
/// draws of it cost what those of a flow do. Source: Deistler, Gonçalves, Macke, NeurIPS 2022.
///
/// \param input.simulations the part from the prior, of truncatedParts equal ones that are simulated in all;
/// training tells of the first flow to `watch`, that of the others is part of sample(). \throws Error as
/// trainFlowPosterior(); Cancelled.
std::shared_ptr<const Posterior> trainTruncatedPosterior(const EstimatorInput &input,
                                                         const TrainingWatch &watch);

/// Rounds, of equally many simulations.
inline constexpr int truncatedParts = 3;

} // namespace quincunx
