#pragma once

#include "core/ginkgo/ginkgo.h"
#include "core/inference/grid_posterior.h"

namespace quincunx {

// A real simulator of jets whose likelihood is known: the Ginkgo shower (core/ginkgo). θ = λ ~ U[0.5, 4] is
// the rate of all splittings, the first one included; t_cut = 16 GeV², mass 25 GeV and |p| = 400 GeV are
// fixed. That gives 4 to 8 leaves on average. Showers of more than 16 leaves, which come 1.5·10⁻⁴ times at
// λ = 0.5 and hardly ever above 1, are showered again; their share is left out of the likelihood.
//
// The hidden steps are the tree: ln p(leaves, tree|λ) = Σψ over its splittings in the `exact` density of
// core/trellis; p(leaves|λ) is the sum over all trees, which the trellis does.

inline constexpr int ginkgoMostLeaves = 16;

/// What of the shower is fixed, at a rate.
GinkgoSettings ginkgoSettings(double lambda);

/// A jet at λ, the same that the two simulators draw with this engine.
GinkgoJet simulateGinkgoJet(double lambda, RandomEngine &random);

/// ln p(leaves, tree|λ) − ln p(leaves, tree|other) and its derivative by λ, for the true tree of the jet.
Mined mineGinkgoJet(const GinkgoJet &jet, double lambda, double other);

/// x of `ginkgo`: nine numbers of the leaves [GeV]; see ginkgoSummaryNames(). Some are of a tree that joins
/// the two of the smallest mass again and again, as JADE did. \param leaves at least one. Cost: some 10 µs.
std::vector<double> ginkgoSummaries(std::span<const FourMomentum> leaves);
std::vector<std::string> ginkgoSummaryNames();

/// ln p(leaves|λ) of one jet as a function of λ, up to a constant: the sum over all trees. Masses are worked
/// out once. −∞ if no tree is possible. \throws Error unless there are 1 to 16 leaves. Cost of a call: some 5
/// µs at 6 leaves, 0.1 s at 16.
std::function<double(double lambda)> ginkgoLikelihood(std::span<const FourMomentum> leaves);

/// p(λ|jets) of several jets of the same λ under the flat prior. \throws Error as above; Cancelled. Cost: 17
/// likelihoods a jet, between which it is a polynomial.
GridPosterior ginkgoPosterior(std::span<const std::vector<FourMomentum>> jets, int threads = 1,
                              const Progress &progress = {});

/// x = ginkgoSummaries(). The posterior of the leaves themselves, which know more, is ginkgoPosterior().
std::shared_ptr<const Simulator> makeGinkgoSummaries();

/// x = the leaves, (E, px, py, pz) [GeV] each, of falling energy, and zeros for those that are missing up to
/// 16. Likelihood and posterior are exact.
std::shared_ptr<const Simulator> makeGinkgoLeaves();
/// The leaves of such an x. \throws Error if a momentum stands behind zeros.
std::vector<FourMomentum> ginkgoLeaves(std::span<const double> x);

} // namespace quincunx
