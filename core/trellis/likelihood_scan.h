#pragma once

#include "core/base/progress.h"
#include "core/trellis/ginkgo_density.h"

#include <Eigen/Core>

namespace quincunx {

/// ln Z of one jet over a grid of (λ, t_cut): its likelihood as a function of the shower's parameters.
struct LikelihoodScan {
    std::vector<double> lambdas, cuts; ///< t_cut [GeV²]
    Eigen::MatrixXd logZ;              ///< (lambdas, cuts); −∞ where every tree is forbidden

    /// Row and column of the largest.
    std::pair<Eigen::Index, Eigen::Index> best() const;
};

/// What λ_root does while λ is scanned: stands as the settings have it, or equals λ.
enum class RootRate { Fixed, FollowsLambda };

/// Masses are worked out once for the whole scan; threads share its points. \throws Error as the trellis
/// does. Cost: 1 s for 41 × 41 points at 10 leaves on two cores.
LikelihoodScan scanLikelihood(GinkgoConvention convention, std::span<const FourMomentum> leaves,
                              const GinkgoSettings &settings, RootRate root, std::vector<double> lambdas,
                              std::vector<double> cuts, int threads = 0, const Progress &progress = {});

} // namespace quincunx
