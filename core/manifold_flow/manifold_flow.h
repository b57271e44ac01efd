#pragma once

#include "core/base/settings.h"
#include "core/manifold_flow/circle_map.h"
#include "core/manifolds/manifold.h"

#include <memory>

namespace quincunx {

/// How a flow is built.
struct ManifoldFlowSettings {
    enum class Family {
        Conditional, ///< coordinate after coordinate: autoregressive on tori, recursive on spheres
        Radial,      ///< exponential maps of gradients of bumps, on spheres
        Polynomial   ///< exponential maps of gradients of polynomials of degree two, on spheres
    };
    Family family = Family::Conditional; ///< this and the next by the flow's name, see flowKinds()
    CircleMap circle = CircleMap::Moebius;
    int layers = 4;
    int components = 12; ///< bins or terms of a circle map; bumps of a radial layer
    int bins = 16;       ///< of the spline of a height
    int hidden = 32;     ///< width of the networks, which have two hidden layers
    bool gated = true;   ///< circle maps become rotations towards the poles
    bool summed = false; ///< on tori: the flow learns the sums θ₁ + … + θ_k, as of an arm's joints

    static const SettingsTable<ManifoldFlowSettings> &table();
    bool operator==(const ManifoldFlowSettings &) const = default;
};

/// A layer: a map of the manifold onto itself, made of some numbers of the parameter array.
class FlowLayer {
public:
    virtual ~FlowLayer() = default;
    struct Image {
        Variable point;    ///< ambient() numbers
        Variable logSlope; ///< ln of the factor by which volume grows
    };
    virtual Image forward(const Variable &point) const = 0;
    /// Of a point's image, and ln of the factor by which volume grows on the way back.
    virtual Image inverse(const Variable &image) const = 0;

    virtual std::size_t parameterCount() const = 0;
    /// \param spread 0: of the identity up to a symmetry of the manifold; else what training begins with.
    virtual void initialise(std::span<double> parameters, double spread, RandomEngine &random) const = 0;
};

/// A density on a manifold by change of variables: base points are uniform, `layers` move them.
///
/// ln q(x) = −ln volume − Σ ln slope. What stands in the parameters is free: any numbers give a density that
/// integrates to 1, is continuous everywhere, poles and seams included, and is smooth but for kinks at the
/// knots of splines. Immutable and thread-safe.
///
/// Conditional layers, on a torus: angle i passes a circle map and a rotation, made by a network of cos and
/// sin of the angles done before; layers go forwards and backwards in turn. If `summed` it is the angles'
/// sums that pass them, and a last layer takes differences, which keeps volumes and seams. On a sphere:
/// heights r_n … r_2 pass splines of [−1, 1], the angle a circle map, made by networks of the heights done
/// before; the map's share is √(1 − r²) beside the identity if `gated`, without which the density at a pole
/// depends on where one comes from; a learned rotation comes first. Source: Rezende, Papamakarios, Racanière,
/// Albergo, Kanwar, Shanahan, Cranmer (ICML 2020).
class ManifoldFlow {
public:
    /// \throws Error for settings that do not fit the manifold.
    ManifoldFlow(const Manifold &manifold, const ManifoldFlowSettings &settings);

    const Manifold &manifold() const { return m_manifold; }
    const ManifoldFlowSettings &settings() const { return m_settings; }
    std::size_t parameterCount() const { return m_parameterCount; }

    std::vector<double> identityParameters() const; ///< the density is uniform
    std::vector<double> initialParameters(RandomEngine &random) const;

    /// On a tape that began with the parameters. \return points, and ln of the growth of volume.
    FlowLayer::Image forward(const Variable &base) const;
    FlowLayer::Image inverse(const Variable &point) const;
    /// After each layer, the base first: how the flow carries points along.
    std::vector<Variable> path(const Variable &base) const;

private:
    Manifold m_manifold;
    ManifoldFlowSettings m_settings;
    std::vector<std::unique_ptr<FlowLayer>> m_layers;
    std::vector<std::size_t> m_first; ///< where a layer's parameters begin
    std::size_t m_parameterCount = 0;
};

/// Points that are carried through a flow at once: all numbers on the way stay in cache.
constexpr std::size_t flowBatch = 128;

/// From the base to the manifold that the density is on, or back.
enum class FlowWay { Forward, Back };

/// Where points come to, and ln of the factor by which volume grows on the way.
struct CarriedPoints {
    PointRows points;
    Eigen::VectorXd logSlope;
};
CarriedPoints carry(const ManifoldFlow &flow, std::span<const double> parameters, const PointRows &points,
                    FlowWay way, int threads);

/// Points and ln q at each.
struct FlowPoints {
    PointRows points;
    Eigen::VectorXd logDensity;
};

/// Draws, each part of them from an engine of its own: the same for any number of threads.
FlowPoints sampleFlow(const ManifoldFlow &flow, std::span<const double> parameters, std::size_t count,
                      std::uint64_t seed, int threads);

/// ln q at given points.
Eigen::VectorXd flowLogDensity(const ManifoldFlow &flow, std::span<const double> parameters,
                               const PointRows &points, int threads);

} // namespace quincunx
