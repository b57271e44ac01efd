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

/// ln q on a grid of quadrature over the whole manifold, where no mode is missed.
struct FlowGrid {
    Quadrature grid;
    Eigen::VectorXd logDensity;
    int nodes;

    double integral() const {
        return (grid.weights.array() * logDensity.array().exp()).sum();
    } ///< ∫ q dV = 1
};

/// \param nodes of quadrature(). \throws Error if the grid becomes too large.
FlowGrid flowGrid(const ManifoldFlow &flow, std::span<const double> parameters, int nodes, int threads);

/// With as many nodes as ∫ q = 1 ± 2·10⁻⁵ takes, at most `mostNodes`: narrow bins of splines want a fine
/// grid.
FlowGrid convergedFlowGrid(const ManifoldFlow &flow, std::span<const double> parameters, int mostNodes,
                           int threads);

/// What importanceFigures() estimate, by quadrature.
struct QuadratureFigures {
    double kl, ess;       ///< of the exact Z; ess = 1 / ∫ p² / q
    double logNormaliser; ///< ln ∫ p̃ dV
};
QuadratureFigures quadratureFigures(const FlowGrid &density, const Target &target);

} // namespace quincunx
