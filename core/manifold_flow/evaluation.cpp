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

QuadratureFigures quadratureFigures(const ManifoldFlow &flow, std::span<const double> parameters,
                                    const Target &target, int nodes, int threads) {
    const Quadrature grid = quadrature(flow.manifold(), nodes);
    const Eigen::VectorXd logModel = flowLogDensity(flow, parameters, grid.points, threads);
    const Eigen::VectorXd logTarget = targetLogDensity(target, grid.points);
    const double largest = logTarget.maxCoeff();
    const double normaliser =
        std::log((grid.weights.array() * (logTarget.array() - largest).exp()).sum()) + largest;
    const Eigen::ArrayXd model = grid.weights.array() * logModel.array().exp();
    const Eigen::ArrayXd logRatio = logTarget.array() - normaliser - logModel.array(); // ln p/q
    const double inverse = (model * (2 * logRatio).exp()).sum();
    // What the grid misses of ∫ q would else count as a difference of the densities.
    const double kl = -(model * logRatio).sum() - (model.sum() - 1);
    return {model.sum(), kl, 1 / inverse, normaliser, nodes};
}

QuadratureFigures converged(const ManifoldFlow &flow, std::span<const double> parameters,
                            const Target &target, int mostNodes, int threads) {
    QuadratureFigures figures = quadratureFigures(flow, parameters, target, 32, threads);
    while (std::abs(figures.integral - 1) > 2e-5 && 2 * figures.nodes <= mostNodes)
        figures = quadratureFigures(flow, parameters, target, 2 * figures.nodes, threads);
    return figures;
}

} // namespace quincunx
