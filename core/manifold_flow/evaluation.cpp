#include "core/manifold_flow/evaluation.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

double logMeanExp(const std::vector<double> &logs) {
    const double largest = std::ranges::max(logs);
    double sum = 0;
    for (double log : logs)
        sum += std::exp(log - largest);
    return largest + std::log(sum / static_cast<double>(logs.size()));
}

std::span<const double> pointOf(const PointRows &points, Eigen::Index row) {
    return {points.row(row).data(), static_cast<std::size_t>(points.cols())};
}

} // namespace

Eigen::VectorXd targetLogDensity(const Target &target, const PointRows &points) {
    Eigen::VectorXd all(points.rows());
    for (Eigen::Index i = 0; i < all.size(); ++i)
        all[i] = target.logDensity(pointOf(points, i));
    return all;
}

ImportanceFigures importanceFigures(const ManifoldFlow &flow, std::span<const double> parameters,
                                    const Target &target, std::size_t draws, std::uint64_t seed,
                                    int threads) {
    FlowPoints drawn = sampleFlow(flow, parameters, draws, seed, threads);
    ImportanceFigures figures{0, 0, 0, 0, std::vector<double>(draws), std::move(drawn.points)};
    for (std::size_t i = 0; i < draws; ++i) {
        const auto row = static_cast<Eigen::Index>(i);
        figures.logWeights[i] = target.logDensity(pointOf(figures.points, row)) - drawn.logDensity[row];
        figures.loss -= figures.logWeights[i] / static_cast<double>(draws);
    }
    figures.logNormaliser = logMeanExp(figures.logWeights);
    figures.kl = figures.loss + figures.logNormaliser;
    std::vector<double> doubled = figures.logWeights;
    for (double &log : doubled)
        log *= 2;
    figures.ess = std::exp(2 * figures.logNormaliser - logMeanExp(doubled));
    return figures;
}

FlowGrid flowGrid(const ManifoldFlow &flow, std::span<const double> parameters, int nodes, int threads) {
    FlowGrid density{quadrature(flow.manifold(), nodes), {}, nodes};
    density.logDensity = flowLogDensity(flow, parameters, density.grid.points, threads);
    return density;
}

FlowGrid convergedFlowGrid(const ManifoldFlow &flow, std::span<const double> parameters, int mostNodes,
                           int threads) {
    FlowGrid density = flowGrid(flow, parameters, 32, threads);
    while (std::abs(density.integral() - 1) > 2e-5 && 2 * density.nodes <= mostNodes)
        density = flowGrid(flow, parameters, 2 * density.nodes, threads);
    return density;
}

QuadratureFigures quadratureFigures(const FlowGrid &density, const Target &target) {
    const Eigen::VectorXd &weights = density.grid.weights;
    const Eigen::VectorXd logTarget = targetLogDensity(target, density.grid.points);
    const double largest = logTarget.maxCoeff();
    const double normaliser =
        std::log((weights.array() * (logTarget.array() - largest).exp()).sum()) + largest;
    const Eigen::ArrayXd model = weights.array() * density.logDensity.array().exp();
    const Eigen::ArrayXd logRatio = logTarget.array() - normaliser - density.logDensity.array(); // ln p/q
    const double inverse = (model * (2 * logRatio).exp()).sum();
    // What the grid misses of ∫ q would else count as a difference of the densities.
    const double kl = -(model * logRatio).sum() - (model.sum() - 1);
    return {kl, 1 / inverse, normaliser};
}

} // namespace quincunx
