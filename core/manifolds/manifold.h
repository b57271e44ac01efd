#pragma once

#include "core/base/random.h"

#include <Eigen/Core>

#include <span>
#include <string>

namespace quincunx {

/// Points of a manifold, one a row.
using PointRows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A torus Tⁿ, whose points are n angles in [0, 2π), or a sphere Sⁿ, whose points are unit vectors of n + 1
/// numbers. Volume is the product of lengths of arc on the torus, and that of the embedding on the sphere.
class Manifold {
public:
    enum class Kind { Torus, Sphere };

    /// \throws Error unless 1 ≤ dimension ≤ 16.
    Manifold(Kind kind, int dimension);

    /// Of `t2`, `s3` ...; the circle is `t1`. \throws Error for another name.
    static Manifold named(const std::string &name);

    Kind kind() const { return m_kind; }
    bool isSphere() const { return m_kind == Kind::Sphere; }
    int dimension() const { return m_dimension; }
    int ambient() const { return m_dimension + (isSphere() ? 1 : 0); } ///< numbers of a point
    std::string name() const;
    double logVolume() const; ///< n ln 2π, or ln 2π^{(n+1)/2} / Γ((n+1)/2)

    /// A point uniform in volume. Cost: ambient() random numbers.
    void uniform(std::span<double> point, RandomEngine &random) const;

    /// Length of the shortest way from one point to another.
    double distance(std::span<const double> from, std::span<const double> to) const;

    /// Where one comes to from a point along a tangent vector, by as much as it is long.
    void move(std::span<double> point, std::span<const double> tangent) const;

    /// An orthonormal basis of the tangent space, one vector a row: (dimension, ambient).
    PointRows frame(std::span<const double> point) const;

    bool operator==(const Manifold &) const = default;

private:
    Kind m_kind;
    int m_dimension;
};

/// Points and weights, so that Σ weight · f(point) approximates ∫ f dV.
struct Quadrature {
    PointRows points;
    Eigen::VectorXd weights;
};

/// Trapezoids in every angle, `nodes` each; on spheres Gauss' nodes for each height, half as many. Errors of
/// smooth functions vanish faster than any power of `nodes`; a kink costs nodes⁻².
/// \throws Error beyond ten million points: for more than three dimensions nodes must be few.
Quadrature quadrature(const Manifold &manifold, int nodes);

} // namespace quincunx
