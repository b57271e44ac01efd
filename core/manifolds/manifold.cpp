#include "core/manifolds/manifold.h"

#include "core/base/error.h"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include <cmath>
#include <numbers>
#include <vector>

namespace quincunx {
namespace {

constexpr double twoPi = 2 * std::numbers::pi;

Eigen::Map<const Eigen::VectorXd> vectorOf(std::span<const double> point) {
    return {point.data(), static_cast<Eigen::Index>(point.size())};
}

/// Nodes and weights for ∫ f(r) (1 − r²)^exponent dr over [−1, 1], exponent ≥ 0: eigenvalues of the Jacobi
/// matrix of Gegenbauer's polynomials. Source: Golub & Welsch, Math. Comp. 23 (1969) 221.
std::pair<Eigen::VectorXd, Eigen::VectorXd> gaussNodes(int nodes, double exponent) {
    const double lambda = exponent + 0.5;
    Eigen::VectorXd offDiagonal(nodes - 1);
    for (int k = 1; k < nodes; ++k)
        offDiagonal[k - 1] = std::sqrt(k * (k + 2 * lambda - 1) / (4 * (k + lambda) * (k + lambda - 1)));
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    solver.computeFromTridiagonal(Eigen::VectorXd::Zero(nodes), offDiagonal);
    const double whole =
        std::sqrt(std::numbers::pi) * std::tgamma(exponent + 1) / std::tgamma(exponent + 1.5);
    return {solver.eigenvalues(), whole * solver.eigenvectors().row(0).array().square().matrix().transpose()};
}

} // namespace

Manifold::Manifold(Kind kind, int dimension) : m_kind(kind), m_dimension(dimension) {
    if (dimension < 1 || dimension > 16)
        throw Error("there is no manifold of " + std::to_string(dimension) + " dimensions here",
                    "they have 1 to 16", "choose t1 ... t16 or s1 ... s16");
}

Manifold Manifold::named(const std::string &name) {
    const bool known = name.size() >= 2 && name.size() <= 3 && (name[0] == 't' || name[0] == 's') &&
                       name.find_first_not_of("0123456789", 1) == std::string::npos;
    if (!known)
        throw Error("unknown manifold '" + name + "'", "it is neither a torus nor a sphere",
                    "write t2, s2, s3 ...: a letter and the dimension");
    return {name[0] == 't' ? Kind::Torus : Kind::Sphere, std::stoi(name.substr(1))};
}

std::string Manifold::name() const {
    return (isSphere() ? "s" : "t") + std::to_string(m_dimension);
}

double Manifold::logVolume() const {
    if (!isSphere())
        return m_dimension * std::log(twoPi);
    const double half = 0.5 * (m_dimension + 1);
    return std::numbers::ln2 + half * std::log(std::numbers::pi) - std::lgamma(half);
}

void Manifold::uniform(std::span<double> point, RandomEngine &random) const {
    if (!isSphere()) {
        for (double &angle : point)
            angle = twoPi * quincunx::uniform(random);
        return;
    }
    if (m_dimension == 2) { // Archimedes: heights of a sphere are uniform
        const double height = 2 * quincunx::uniform(random) - 1, angle = twoPi * quincunx::uniform(random),
                     radius = std::sqrt(1 - height * height);
        point[0] = radius * std::cos(angle);
        point[1] = radius * std::sin(angle);
        point[2] = height;
        return;
    }
    double square = 0;
    do {
        square = 0;
        for (double &x : point) {
            x = standardNormal(random);
            square += x * x;
        }
    } while (square < 1e-12);
    for (double &x : point)
        x /= std::sqrt(square);
}

double Manifold::distance(std::span<const double> from, std::span<const double> to) const {
    if (isSphere()) // better than the arc cosine where the points are near to each other
        return 2 * std::atan2((vectorOf(from) - vectorOf(to)).norm(), (vectorOf(from) + vectorOf(to)).norm());
    double square = 0;
    for (std::size_t k = 0; k < from.size(); ++k) {
        const double along = std::remainder(from[k] - to[k], twoPi);
        square += along * along;
    }
    return std::sqrt(square);
}

void Manifold::move(std::span<double> point, std::span<const double> tangent) const {
    const double length = vectorOf(tangent).norm();
    double square = 0;
    for (std::size_t k = 0; k < point.size(); ++k) {
        if (isSphere()) {
            if (length > 0)
                point[k] = std::cos(length) * point[k] + std::sin(length) / length * tangent[k];
            square += point[k] * point[k];
        } else {
            point[k] += tangent[k];
            point[k] -= twoPi * std::floor(point[k] / twoPi);
        }
    }
    if (isSphere())
        for (double &x : point)
            x /= std::sqrt(square);
}

PointRows Manifold::frame(std::span<const double> point) const {
    if (!isSphere())
        return PointRows::Identity(m_dimension, m_dimension);
    const Eigen::MatrixXd column = vectorOf(point);
    const Eigen::MatrixXd all = Eigen::HouseholderQR<Eigen::MatrixXd>(column).householderQ();
    return all.rightCols(m_dimension).transpose();
}

Quadrature quadrature(const Manifold &manifold, int nodes) {
    // On a sphere heights r_n … r_2 come first, and the angle last: dV = Π (1 − r_d²)^{d/2−1} dr_d · dφ.
    const int dimension = manifold.dimension(), heightNodes = std::max(2, nodes / 2);
    std::vector<std::pair<Eigen::VectorXd, Eigen::VectorXd>> axes;
    double count = 1;
    for (int d = dimension; d >= 1; --d) {
        if (manifold.isSphere() && d > 1) {
            axes.push_back(gaussNodes(heightNodes, 0.5 * d - 1));
        } else { // half a step from the seam
            Eigen::VectorXd angles(nodes);
            for (int k = 0; k < nodes; ++k)
                angles[k] = twoPi * (k + 0.5) / nodes;
            axes.emplace_back(angles, Eigen::VectorXd::Constant(nodes, twoPi / nodes));
        }
        count *= static_cast<double>(axes.back().first.size());
    }
    if (count > 1e7)
        throw Error("the grid has too many points",
                    std::to_string(static_cast<long>(count / 1e6)) + " million", "take fewer nodes");
    Quadrature all{PointRows(static_cast<Eigen::Index>(count), manifold.ambient()),
                   Eigen::VectorXd(static_cast<Eigen::Index>(count))};
    for (Eigen::Index row = 0; row < all.points.rows(); ++row) {
        Eigen::Index rest = row;
        double weight = 1, radius = 1;
        for (int k = dimension - 1; k >= 0; --k) { // the last axis runs fastest
            const auto &[places, weights] = axes[static_cast<std::size_t>(k)];
            const Eigen::Index node = rest % places.size();
            rest /= places.size();
            weight *= weights[node];
            all.points(row, manifold.isSphere() ? dimension - k : k) = places[node];
        }
        if (manifold.isSphere()) {
            for (int d = dimension; d > 1; --d) {
                const double height = all.points(row, d);
                all.points(row, d) = radius * height;
                radius *= std::sqrt(1 - height * height);
            }
            const double angle = all.points(row, 1);
            all.points(row, 0) = radius * std::cos(angle);
            all.points(row, 1) = radius * std::sin(angle);
        }
        all.weights[row] = weight;
    }
    return all;
}

} // namespace quincunx
