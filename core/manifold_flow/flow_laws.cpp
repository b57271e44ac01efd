#include "core/manifold_flow/flow_laws.h"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace quincunx {
namespace {

constexpr double fullTurn = 2 * std::numbers::pi;
constexpr double tiny = 1e-9; ///< on both sides of a seam, around a pole: far less than densities vary over

/// A flow whose laws are measured.
struct Measured {
    const ManifoldFlow &flow;
    std::span<const double> parameters;

    const Manifold &manifold() const { return flow.manifold(); }
    CarriedPoints carried(const PointRows &points, FlowWay way) const {
        return carry(flow, parameters, points, way, 1);
    }
};

std::span<double> pointIn(PointRows &points, Eigen::Index row) {
    return {points.row(row).data(), static_cast<std::size_t>(points.cols())};
}

PointRows someUniform(const Manifold &manifold, Eigen::Index count, RandomEngine &random) {
    PointRows points(count, manifold.ambient());
    for (Eigen::Index i = 0; i < count; ++i)
        manifold.uniform(pointIn(points, i), random);
    return points;
}

/// Every fourth comes near the seam of an angle, or near a pole.
PointRows pointsToTry(const Manifold &manifold, Eigen::Index count, RandomEngine &random) {
    PointRows points = someUniform(manifold, count, random);
    const Eigen::Index last = points.cols() - 1;
    for (Eigen::Index i = 0; i < count; i += 4) {
        const double near = std::pow(10., -1 - 2 * uniform(random));
        if (manifold.isSphere()) {
            points.row(i).head(last) *= near;
            points(i, last) = points(i, last) > 0 ? 1 : -1;
            points.row(i).normalize();
        } else {
            points(i, static_cast<Eigen::Index>(random() % static_cast<std::size_t>(points.cols()))) =
                i % 8 ? near : fullTurn - near;
        }
    }
    return points;
}

/// ln|det| of the Jacobian in tangent coordinates on both sides, by differences of fourth order.
double logSlopeByDifferences(const Measured &measured, PointRows from, PointRows to, double step) {
    const Manifold &manifold = measured.manifold();
    const int dimension = manifold.dimension();
    const PointRows frame = manifold.frame(pointIn(from, 0)), out = manifold.frame(pointIn(to, 0));
    PointRows shifted = from.replicate(4 * dimension, 1);
    for (Eigen::Index k = 0; k < shifted.rows(); ++k) {
        constexpr double along[4] = {-2, -1, 1, 2};
        const Eigen::VectorXd tangent = step * along[k % 4] * frame.row(k / 4);
        manifold.move(pointIn(shifted, k), {tangent.data(), static_cast<std::size_t>(tangent.size())});
    }
    PointRows moved = measured.carried(shifted, FlowWay::Forward).points.rowwise() - to.row(0);
    if (!manifold.isSphere())
        moved = moved.unaryExpr([](double angle) { return std::remainder(angle, fullTurn); });
    Eigen::MatrixXd jacobian(dimension, dimension);
    for (int k = 0; k < dimension; ++k) {
        const auto four = moved.middleRows(4 * k, 4);
        jacobian.col(k) =
            out * (four.row(0) - 8 * four.row(1) + 8 * four.row(2) - four.row(3)).transpose() / (12 * step);
    }
    return std::log(std::abs(jacobian.determinant()));
}

/// A knot of a spline within reach of a difference costs its kink, a short step costs digits.
double slopeError(const Measured &measured, const PointRows &from, const PointRows &to, double logSlope) {
    double error = std::numeric_limits<double>::infinity();
    for (const double step : {1e-3, 1e-4, 1e-5, 1e-6, 1e-7})
        error = std::min(error, std::abs(logSlopeByDifferences(measured, from, to, step) - logSlope));
    return error;
}

double largestJump(const Measured &measured, const PointRows &one, const PointRows &other) {
    return (measured.carried(one, FlowWay::Back).logSlope - measured.carried(other, FlowWay::Back).logSlope)
        .cwiseAbs()
        .maxCoeff();
}

/// Of every angle of a torus; of a sphere across the half where its angle is 0.
double seamJump(const Measured &measured, const PointRows &points) {
    double largest = 0;
    for (Eigen::Index angle = 0; angle < (measured.manifold().isSphere() ? 1 : points.cols()); ++angle) {
        PointRows one = points, other = points;
        if (measured.manifold().isSphere()) {
            const Eigen::ArrayXd radius = points.leftCols(2).rowwise().norm();
            one.col(0) = other.col(0) = radius;
            one.col(1) = tiny * radius;
            other.col(1) = -tiny * radius;
        } else {
            one.col(angle).setConstant(tiny);
            other.col(angle).setConstant(fullTurn - tiny);
        }
        largest = std::max(largest, largestJump(measured, one, other));
    }
    return largest;
}

/// A layer peels heights off a sphere: when r_d = ±1 the sphere of x_0 … x_{d−1} has shrunk to a point, and
/// whichever way one comes to it the density must be the same. Of every d, around points that are random in
/// the coordinates above d.
double poleSpread(const Measured &measured, RandomEngine &random) {
    constexpr Eigen::Index directions = 16, places = 4;
    const Manifold &manifold = measured.manifold();
    double largest = 0;
    for (int d = 2; d < manifold.ambient(); ++d)
        for (Eigen::Index place = 0; place < places; ++place) {
            const PointRows around = someUniform(manifold, 1, random);
            PointRows ring = someUniform(manifold, directions, random);
            ring.rightCols(ring.cols() - d) = around.rightCols(ring.cols() - d).replicate(directions, 1);
            if (d == manifold.dimension()) // nothing is above: both poles in turn
                ring.col(d).setConstant(place % 2 ? 1 : -1);
            ring.leftCols(d).rowwise().normalize();
            ring.leftCols(d) *= tiny;
            ring.rowwise().normalize();
            const Eigen::VectorXd logs = measured.carried(ring, FlowWay::Back).logSlope;
            largest = std::max(largest, logs.maxCoeff() - logs.minCoeff());
        }
    return largest;
}

} // namespace

FlowLaws checkLaws(const ManifoldFlow &flow, std::span<const double> parameters, std::size_t points,
                   std::uint64_t seed) {
    const Measured measured{flow, parameters};
    RandomEngine random(seed);
    PointRows base = pointsToTry(flow.manifold(), static_cast<Eigen::Index>(points), random);
    const CarriedPoints there = measured.carried(base, FlowWay::Forward);
    CarriedPoints back = measured.carried(there.points, FlowWay::Back);
    FlowLaws laws;
    laws.bothWays = (there.logSlope + back.logSlope).cwiseAbs().maxCoeff();
    for (Eigen::Index i = 0; i < base.rows(); ++i) {
        laws.roundTrip =
            std::max(laws.roundTrip, flow.manifold().distance(pointIn(base, i), pointIn(back.points, i)));
        laws.logSlope = std::max(laws.logSlope,
                                 slopeError(measured, base.row(i), there.points.row(i), there.logSlope[i]));
    }
    laws.seam = seamJump(measured, base.topRows(std::min<Eigen::Index>(base.rows(), 16)));
    if (flow.manifold().isSphere())
        laws.pole = poleSpread(measured, random);
    return laws;
}

} // namespace quincunx
