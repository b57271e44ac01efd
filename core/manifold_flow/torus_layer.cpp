#include "core/manifold_flow/conditional_maps.h"
#include "core/manifold_flow/layers.h"

#include <numbers>

namespace quincunx {
namespace {

class TorusLayer final : public FlowLayer {
public:
    TorusLayer(const Manifold &manifold, const ManifoldFlowSettings &settings, std::size_t first,
               bool backwards)
        : m_settings(settings) {
        std::size_t next = first;
        for (int done = 0; done < manifold.dimension(); ++done) {
            m_order.push_back(backwards ? manifold.dimension() - 1 - done : done);
            m_nets.push_back({next, 2 * done, settings.hidden,
                              numberCount(settings.circle, settings.components) + 1}); // and a rotation
            next += m_nets.back().parameterCount();
        }
        m_parameterCount = next - first;
        m_firstParameter = first;
    }

    Image forward(const Variable &point) const override { return pass(point, false); }
    Image inverse(const Variable &image) const override { return pass(image, true); }
    std::size_t parameterCount() const override { return m_parameterCount; }

    void initialise(std::span<double> parameters, double spread, RandomEngine &random) const override {
        for (const SmallNet &net : m_nets) {
            std::vector<double> biases =
                identityNumbers(m_settings.circle, m_settings.components, spread, random);
            biases.push_back(0);
            net.initialise(parameters.subspan(net.first - m_firstParameter, net.parameterCount()), biases,
                           0.1 * spread, random);
        }
    }

private:
    /// The angles that are already where the layer takes them decide on the next: the same on both ways.
    Image pass(const Variable &point, bool back) const {
        Tape &tape = point.tape();
        std::optional<Variable> conditions, logSlope;
        std::vector<Variable> angles(m_order.size(), point[0]);
        for (std::size_t done = 0; done < m_order.size(); ++done) {
            const Variable numbers = m_nets[done](tape, conditions);
            const int count = numbers.count() - 1;
            auto map = [&](const Variable &angle) -> CoordinateStep {
                const CircleStep step =
                    mapCircle(m_settings.circle, angle, numbers.part(0, count), m_settings.components);
                return {angle + step.displacement, step.slope};
            };
            const Variable from = point[m_order[done]], rotation = numbers[count];
            const CoordinateStep step =
                back ? invert(map, wrapped(from - rotation), 0, 2 * std::numbers::pi) : map(from);
            const Variable to = back ? step.value : wrapped(step.value + rotation);
            angles[static_cast<std::size_t>(m_order[done])] = to;
            const Variable moved = back ? from : to, own = tape.joined({cos(moved), sin(moved)});
            conditions = conditions ? tape.joined({*conditions, own}) : own;
            const Variable log = back ? -quincunx::log(step.slope) : quincunx::log(step.slope);
            logSlope = logSlope ? *logSlope + log : log;
        }
        Variable all = angles[0];
        for (std::size_t k = 1; k < angles.size(); ++k)
            all = tape.joined({all, angles[k]});
        return {all, *logSlope};
    }

    ManifoldFlowSettings m_settings;
    std::vector<int> m_order;
    std::vector<SmallNet> m_nets;
    std::size_t m_firstParameter = 0, m_parameterCount = 0;
};

class DifferenceLayer final : public FlowLayer {
public:
    explicit DifferenceLayer(const Manifold &manifold) : m_dimension(manifold.dimension()) {}

    Image forward(const Variable &point) const override {
        Variable all = point[0];
        for (int k = 1; k < m_dimension; ++k)
            all = point.tape().joined({all, wrapped(point[k] - point[k - 1])});
        return {all, point.tape().constant(1, 0)};
    }

    Image inverse(const Variable &image) const override {
        Variable all = image[0], sum = image[0];
        for (int k = 1; k < m_dimension; ++k) {
            sum = wrapped(sum + image[k]);
            all = image.tape().joined({all, sum});
        }
        return {all, image.tape().constant(1, 0)};
    }

    std::size_t parameterCount() const override { return 0; }
    void initialise(std::span<double>, double, RandomEngine &) const override {}

private:
    int m_dimension;
};

} // namespace

std::unique_ptr<FlowLayer> differenceLayer(const Manifold &manifold) {
    return std::make_unique<DifferenceLayer>(manifold);
}

std::unique_ptr<FlowLayer> torusLayer(const Manifold &manifold, const ManifoldFlowSettings &settings,
                                      std::size_t first, bool backwards) {
    return std::make_unique<TorusLayer>(manifold, settings, first, backwards);
}

} // namespace quincunx
