#pragma once

#include "core/manifold_flow/manifold_flow.h"
#include "core/manifolds/target.h"

namespace quincunx {

/// ln p̃ of each point.
Eigen::VectorXd targetLogDensity(const Target &target, const PointRows &points);

/// How near draws x_i of a flow are to a target, by weights w_i = p̃(x_i)/q(x_i).
struct ImportanceFigures {
    double loss;          ///< mean of −ln w
    double kl;            ///< KL(q‖p) = loss + ln Z, in nats
    double ess;           ///< (Σw)² / (N Σw²), in (0, 1]
    double logNormaliser; ///< ln Z = ln mean w
    std::vector<double> logWeights;
    PointRows points;
};

/// Cost: that of `draws` samples. A collapsed flow flatters itself: compare logNormaliser with the exact one.
ImportanceFigures importanceFigures(const ManifoldFlow &flow, std::span<const double> parameters,
                                    const Target &target, std::size_t draws, std::uint64_t seed, int threads);

/// The same by quadrature over the whole manifold, where no mode is missed.
struct QuadratureFigures {
    double integral;      ///< ∫ q dV, which is 1
    double kl, ess;       ///< of the exact Z; ess = 1 / ∫ p² / q
    double logNormaliser; ///< ln ∫ p̃ dV
    int nodes;            ///< of the grid
};

/// \param nodes of quadrature(). \throws Error if the grid becomes too large.
QuadratureFigures quadratureFigures(const ManifoldFlow &flow, std::span<const double> parameters,
                                    const Target &target, int nodes, int threads);

/// With as many nodes as ∫ q = 1 ± 2·10⁻⁵ takes, at most `mostNodes`: narrow bins of splines want a fine
/// grid.
QuadratureFigures converged(const ManifoldFlow &flow, std::span<const double> parameters,
                            const Target &target, int mostNodes, int threads);

} // namespace quincunx
