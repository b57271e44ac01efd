#pragma once

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/event/four_momentum.h"
#include "core/ginkgo/ginkgo_settings.h"
#include "core/trees/tree.h"

#include <vector>

namespace quincunx {

/// A jet of the Ginkgo model. Leaves are numbered from left to right in the true tree.
struct GinkgoJet {
    std::vector<FourMomentum> leaves; ///< each with its own mass
    Tree truth;                       ///< heights are the mass² t [GeV²]; without a leaf if it is not known
    GinkgoSettings settings;
};

/// Numbers of leaves that are wanted.
struct LeafRange {
    int minimum = 1, maximum = 1 << 20;
};

/// Showers one jet (Cranmer, Macaluso, Pappadopulo, *Toy generative model for jets*).
///
/// A node of mass² t ≤ t_cut is a leaf. Otherwise u_L, u_R ~ Exp(λ) given u < 0.999 (λ_root at the root),
/// t_L = t u_L, t_R = (√t − √t_L)² u_R, the decay is isotropic in the rest frame of the node, and a fair coin
/// swaps left and right. Double precision throughout. The same engine gives the same jet on every machine.
/// \throws Error if a setting is out of range. Cost: about 3 µs.
GinkgoJet generateGinkgoJet(const GinkgoSettings &settings, RandomEngine &random);

/// `count` jets whose numbers of leaves lie in `leaves`; others are showered again.
/// \throws Error if 10⁵ showers in a row have none; Cancelled.
std::vector<GinkgoJet> generateGinkgoJets(const GinkgoSettings &settings, std::size_t count,
                                          const LeafRange &leaves, RandomEngine &random,
                                          const Progress &progress = {});

} // namespace quincunx
