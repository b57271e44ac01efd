#include "core/manifold_flow/evaluation.h"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

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

/// A flow at its parameters, of many points.
struct FlowMap {
    const ManifoldFlow &flow;
    std::span<const double> parameters;

    struct Image {
        PointRows points;
        Eigen::VectorXd logSlope;
    };

    Image operator()(const PointRows &rows, bool back) const {
        const int width = flow.manifold().ambient();
        const auto numbers = static_cast<std::size_t>(width);
        Image all{PointRows(rows.rows(), width), Eigen::VectorXd(rows.rows())};
        Tape tape;
        for (Eigen::Index first = 0; first < rows.rows(); first += 64) {
            const auto count = static_cast<std::size_t>(std::min<Eigen::Index>(64, rows.rows() - first));
            tape.begin(count, parameters, false);
            const Variable in = tape.input({rows.row(first).data(), count * numbers}, width);
            const FlowLayer::Image image = back ? flow.inverse(in) : flow.forward(in);
            tape.output(image.point, {all.points.row(first).data(), count * numbers});
            tape.output(image.logSlope, {all.logSlope.data() + first, count});
        }
        return all;
    }
};

/// ln|det| of the Jacobian in tangent coordinates on both sides, by differences of fourth order.
double logSlopeByDifferences(const Manifold &manifold, const FlowMap &map, const PointRows &from,
                             const PointRows &to, double step) {
    const int width = manifold.ambient(), dimension = manifold.dimension();
    const auto numbers = static_cast<std::size_t>(width);
    const PointRows frame = manifold.frame(pointOf(from, 0)), out = manifold.frame(pointOf(to, 0));
    PointRows shifted(4 * dimension, width);
    for (Eigen::Index k = 0; k < shifted.rows(); ++k) {
        constexpr double along[4] = {-2, -1, 1, 2};
        shifted.row(k) = from;
        const Eigen::VectorXd tangent = step * along[k % 4] * frame.row(k / 4);
        manifold.move({shifted.row(k).data(), numbers}, {tangent.data(), numbers});
    }
    const PointRows images = map(shifted, false).points;
    Eigen::MatrixXd jacobian(dimension, dimension);
    for (int k = 0; k < dimension; ++k) {
        auto moved = [&](int which) -> Eigen::VectorXd {
            Eigen::VectorXd difference = (images.row(4 * k + which) - to).transpose();
            if (!manifold.isSphere())
                difference = difference.unaryExpr(
                    [](double angle) { return std::remainder(angle, 2 * std::numbers::pi); });
            return difference;
        };
        jacobian.col(k) = out * (moved(0) - 8 * moved(1) + 8 * moved(2) - moved(3)) / (12 * step);
    }
    return std::log(std::abs(jacobian.determinant()));
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
    QuadratureFigures figures = quadratureFigures(flow, parameters, target, 64, threads);
    while (std::abs(figures.integral - 1) > 2e-5 && 2 * figures.nodes <= mostNodes)
        figures = quadratureFigures(flow, parameters, target, 2 * figures.nodes, threads);
    return figures;
}

FlowLaws checkLaws(const ManifoldFlow &flow, std::span<const double> parameters, std::size_t points,
                   std::uint64_t seed) {
    const Manifold &manifold = flow.manifold();
    const int width = manifold.ambient(), dimension = manifold.dimension();
    const auto numbers = static_cast<std::size_t>(width);
    RandomEngine random(seed);
    PointRows base(static_cast<Eigen::Index>(points), width);
    for (Eigen::Index i = 0; i < base.rows(); ++i) {
        const std::span<double> point{base.row(i).data(), numbers};
        manifold.uniform(point, random);
        if (i % 4 != 0)
            continue;
        // A quarter of them near the seam or a pole of some layer: of the first one.
        const double near = std::pow(10., -1 - 2 * uniform(random));
        if (manifold.isSphere()) {
            for (int k = 0; k + 1 < width; ++k)
                base(i, k) *= near;
            base(i, width - 1) = base(i, width - 1) > 0 ? 1 : -1;
            base.row(i).normalize();
        } else {
            base(i, static_cast<Eigen::Index>(random() % numbers)) =
                i % 8 ? near : 2 * std::numbers::pi - near;
        }
    }
    const FlowMap map{flow, parameters};
    FlowLaws laws{};
    const FlowMap::Image there = map(base, false), back = map(there.points, true);
    for (Eigen::Index i = 0; i < base.rows(); ++i) {
        laws.roundTrip =
            std::max(laws.roundTrip, manifold.distance(pointOf(base, i), pointOf(back.points, i)));
        laws.bothWays = std::max(laws.bothWays, std::abs(there.logSlope[i] + back.logSlope[i]));
    }
    for (Eigen::Index i = 0; i < base.rows(); ++i) {
        // A knot of a spline within reach of a difference costs its kink, a short step costs digits.
        double error = std::numeric_limits<double>::infinity();
        for (const double step : {1e-3, 1e-4, 1e-5, 1e-6, 1e-7})
            error = std::min(
                error, std::abs(logSlopeByDifferences(manifold, map, base.row(i), there.points.row(i), step) -
                                there.logSlope[i]));
        laws.logSlope = std::max(laws.logSlope, error);
    }
    // Pairs on both sides of each seam, circles around both poles.
    constexpr double tiny = 1e-9;
    if (manifold.isSphere()) {
        PointRows circle(16, width);
        for (const double pole : {1., -1.}) {
            for (Eigen::Index i = 0; i < circle.rows(); ++i) {
                manifold.uniform({circle.row(i).data(), numbers}, random);
                circle(i, width - 1) = 0;
                circle.row(i).normalize();
                circle.row(i) *= tiny;
                circle(i, width - 1) = pole;
                circle.row(i).normalize();
            }
            // Poles of the last layer, where its image has them.
            const Eigen::VectorXd logs = map(circle, true).logSlope;
            laws.pole = std::max(laws.pole, logs.maxCoeff() - logs.minCoeff());
        }
    }
    for (int which = 0; which < (manifold.isSphere() ? 1 : dimension); ++which) {
        PointRows pair = base.topRows(std::min<Eigen::Index>(base.rows(), 16)), other = pair;
        for (Eigen::Index i = 0; i < pair.rows(); ++i) {
            if (manifold.isSphere()) { // the half circle where the angle is 0
                const double radius = std::hypot(pair(i, 0), pair(i, 1));
                pair(i, 0) = other(i, 0) = radius;
                pair(i, 1) = tiny * radius;
                other(i, 1) = -tiny * radius;
            } else {
                pair(i, which) = tiny;
                other(i, which) = 2 * std::numbers::pi - tiny;
            }
        }
        laws.seam =
            std::max(laws.seam, (map(pair, true).logSlope - map(other, true).logSlope).cwiseAbs().maxCoeff());
    }
    return laws;
}

} // namespace quincunx
