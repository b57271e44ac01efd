#include "core/manifold_flow/conditional_maps.h"
#include "core/manifold_flow/layers.h"

#include <numbers>

namespace quincunx {
namespace {

/// Below this, 1 − r² is what rounding leaves of it.
constexpr double leastSquare = 1e-24;

/// A point of a sphere as heights r_n … r_2, each on the sphere that is left, and an angle; and
/// Σ_d (d/2 − 1) ln(1 − r_d²), the logarithm of the volume of the sphere over that of the cylinder.
struct Cylinder {
    std::vector<Variable> heights;
    Variable angle, logVolume;
};

class SphereLayer final : public FlowLayer {
public:
    SphereLayer(const Manifold &manifold, const ManifoldFlowSettings &settings, std::size_t first)
        : m_settings(settings)
        , m_ambient(manifold.ambient())
        , m_mirrors(manifold.ambient() + manifold.ambient() % 2)
        , m_firstParameter(first) {
        std::size_t next = first + static_cast<std::size_t>(m_mirrors * m_ambient);
        const int heights = manifold.dimension() - 1;
        for (int done = 0; done <= heights; ++done) {
            const int outputs = done < heights
                                    ? 2 * settings.bins + slopeCount(SplineEnds::Own, settings.bins)
                                    : numberCount(settings.circle, settings.components) + 1;
            m_nets.push_back({next, done, settings.hidden, outputs});
            next += m_nets.back().parameterCount();
        }
        m_parameterCount = next - first;
    }

    Image forward(const Variable &point) const override {
        const Cylinder from = cylinderOf(rotated(point, false));
        const auto [to, logSlope] = pass(from, false);
        return {sphereOf(to), logSlope + (to.logVolume - from.logVolume)};
    }

    Image inverse(const Variable &image) const override {
        const Cylinder from = cylinderOf(image);
        const auto [to, logSlope] = pass(from, true);
        return {rotated(sphereOf(to), true), logSlope + (to.logVolume - from.logVolume)};
    }

    std::size_t parameterCount() const override { return m_parameterCount; }

    void initialise(std::span<double> parameters, double spread, RandomEngine &random) const override {
        const auto mirrors = static_cast<std::size_t>(m_mirrors * m_ambient);
        for (std::size_t k = 0; k < mirrors; ++k)
            parameters[k] = standardNormal(random);
        for (std::size_t k = 0; k < m_nets.size(); ++k) {
            std::vector<double> biases(static_cast<std::size_t>(m_nets[k].outputs), 0.);
            if (k + 1 < m_nets.size()) {
                std::fill(biases.begin() + 2 * m_settings.bins, biases.end(), unitSlope);
            } else {
                biases = identityNumbers(m_settings.circle, m_settings.components, spread, random);
                biases.push_back(0);
            }
            m_nets[k].initialise(
                parameters.subspan(m_nets[k].first - m_firstParameter, m_nets[k].parameterCount()), biases,
                0.1 * spread, random);
        }
    }

private:
    /// Householder's reflections, an even number of them: as many as the space has dimensions make any
    /// rotation.
    Variable rotated(Variable point, bool back) const {
        Tape &tape = point.tape();
        for (int k = 0; k < m_mirrors; ++k) {
            const int which = back ? m_mirrors - 1 - k : k;
            const Variable normal =
                tape.parameters(m_firstParameter + static_cast<std::size_t>(which * m_ambient), m_ambient);
            point = point - normal * (sum(normal * point) * 2 / sum(normal * normal));
        }
        return point;
    }

    Cylinder cylinderOf(const Variable &point) const {
        Cylinder all{{}, wrapped(angleOf(point[1], point[0])), point.tape().constant(1, 0)};
        Variable square = point[0] * point[0] + point[1] * point[1]; // of the sphere that is left
        for (int d = 2; d < m_ambient; ++d) {
            const Variable larger = square + point[d] * point[d];
            all.heights.insert(all.heights.begin(), point[d] / sqrt(atLeast(larger, leastSquare)));
            if (d > 2) // ln(1 − r²), of numbers that do not cancel
                all.logVolume =
                    all.logVolume +
                    log(atLeast(square, leastSquare) / atLeast(larger, leastSquare)) * (0.5 * d - 1);
            square = larger;
        }
        return all;
    }

    Variable sphereOf(const Cylinder &cylinder) const {
        Tape &tape = cylinder.angle.tape();
        std::optional<Variable> upper, radius;
        for (const Variable &height : cylinder.heights) {
            const Variable coordinate = radius ? *radius * height : height;
            upper = upper ? tape.joined({coordinate, *upper}) : coordinate;
            const Variable left = sqrt(oneMinusSquare(height));
            radius = radius ? *radius * left : left;
        }
        return tape.joined({*radius * cos(cylinder.angle), *radius * sin(cylinder.angle), *upper});
    }

    static Variable oneMinusSquare(const Variable &height) {
        return atLeast((1 - height) * (height + 1), leastSquare);
    }

    /// Where the sphere that is left has shrunk to a point, nothing may depend on where on it one is: a map's
    /// share, beside the identity, is that sphere's radius.
    CoordinateStep gated(const CoordinateStep &step, const Variable &from,
                         const std::optional<Variable> &radius) const {
        if (!m_settings.gated || !radius)
            return step;
        return {from + *radius * (step.value - from), *radius * (step.slope - 1) + 1};
    }

    /// Coordinates that are already where the layer takes them decide on the next: the same on both ways.
    std::pair<Cylinder, Variable> pass(const Cylinder &from, bool back) const {
        Tape &tape = from.angle.tape();
        Cylinder to{{}, from.angle, tape.constant(1, 0)};
        std::optional<Variable> conditions, radius;
        Variable logSlope = tape.constant(1, 0);
        auto add = [&](const Variable &log) { logSlope = back ? logSlope - log : logSlope + log; };
        for (std::size_t k = 0; k < from.heights.size(); ++k) {
            const Variable raw = m_nets[k](tape, conditions), &height = from.heights[k];
            auto map = [&](const Variable &r) -> CoordinateStep {
                const Variable out = tape.spline(r, raw, m_settings.bins, -1, 2, SplineEnds::Own);
                return gated({out[0], exp(out[1])}, r, radius);
            };
            const CoordinateStep step = back ? invert(map, height, -1, 1) : map(height);
            add(log(step.slope));
            const Variable moved = back ? height : step.value;
            conditions = conditions ? tape.joined({*conditions, moved}) : moved;
            const Variable left = sqrt(oneMinusSquare(moved));
            radius = radius ? *radius * left : left;
            to.heights.push_back(step.value);
            if (k + 1 < from.heights.size())
                to.logVolume =
                    to.logVolume + log(oneMinusSquare(step.value)) *
                                       (0.5 * static_cast<double>(from.heights.size() + 1 - k) - 1);
        }
        const Variable numbers = m_nets.back()(tape, conditions);
        const int count = numbers.count() - 1;
        auto map = [&](const Variable &angle) -> CoordinateStep {
            const CircleStep step =
                mapCircle(m_settings.circle, angle, numbers.part(0, count), m_settings.components);
            return gated({angle + step.displacement, step.slope}, angle, radius);
        };
        const Variable rotation = numbers[count];
        const CoordinateStep step =
            back ? invert(map, wrapped(from.angle - rotation), 0, 2 * std::numbers::pi) : map(from.angle);
        to.angle = back ? step.value : step.value + rotation;
        add(log(step.slope));
        return {to, logSlope};
    }

    ManifoldFlowSettings m_settings;
    int m_ambient, m_mirrors;
    std::vector<SmallNet> m_nets;
    std::size_t m_firstParameter = 0, m_parameterCount = 0;
};

} // namespace

std::unique_ptr<FlowLayer> sphereLayer(const Manifold &manifold, const ManifoldFlowSettings &settings,
                                       std::size_t first) {
    return std::make_unique<SphereLayer>(manifold, settings, first);
}

} // namespace quincunx
