#include "core/manifold_flow/manifold_flow.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/manifold_flow/layers.h"

namespace quincunx {
namespace {

constexpr double initialSpread = 0.3;

std::unique_ptr<FlowLayer> layerOf(const Manifold &manifold, const ManifoldFlowSettings &settings,
                                   std::size_t first, int number) {
    if (!manifold.isSphere())
        return torusLayer(manifold, settings, first, number % 2 == 1);
    if (settings.family == ManifoldFlowSettings::Family::Conditional)
        return sphereLayer(manifold, settings, first);
    return exponentialLayer(manifold, settings, first);
}

} // namespace

ManifoldFlow::ManifoldFlow(const Manifold &manifold, const ManifoldFlowSettings &settings)
    : m_manifold(manifold)
    , m_settings(settings) {
    ManifoldFlowSettings::table().fromJson(ManifoldFlowSettings::table().toJson(settings));
    if (settings.family != ManifoldFlowSettings::Family::Conditional && !manifold.isSphere())
        throw Error("there is no such flow on " + manifold.name(), "exponential maps are built for spheres",
                    "choose mobius, spline or ncp, or a sphere");
    if (manifold.isSphere() && manifold.dimension() < 2)
        throw Error("there is no flow on " + manifold.name(), "the circle is the torus t1 here", "choose t1");
    for (int k = 0; k < settings.layers; ++k) {
        m_first.push_back(m_parameterCount);
        m_layers.push_back(layerOf(manifold, settings, m_parameterCount, k));
        m_parameterCount += m_layers.back()->parameterCount();
    }
    if (settings.summed && !manifold.isSphere()) {
        m_first.push_back(m_parameterCount);
        m_layers.push_back(differenceLayer(manifold));
    }
}

std::vector<double> ManifoldFlow::identityParameters() const {
    std::vector<double> all(m_parameterCount);
    RandomEngine random(1);
    for (std::size_t k = 0; k < m_layers.size(); ++k)
        m_layers[k]->initialise(std::span(all).subspan(m_first[k], m_layers[k]->parameterCount()), 0, random);
    return all;
}

std::vector<double> ManifoldFlow::initialParameters(RandomEngine &random) const {
    std::vector<double> all(m_parameterCount);
    for (std::size_t k = 0; k < m_layers.size(); ++k)
        m_layers[k]->initialise(std::span(all).subspan(m_first[k], m_layers[k]->parameterCount()),
                                initialSpread, random);
    return all;
}

FlowLayer::Image ManifoldFlow::forward(const Variable &base) const {
    FlowLayer::Image at{base, base.tape().constant(1, 0)};
    for (const auto &layer : m_layers) {
        const FlowLayer::Image next = layer->forward(at.point);
        at = {next.point, at.logSlope + next.logSlope};
    }
    return at;
}

FlowLayer::Image ManifoldFlow::inverse(const Variable &point) const {
    FlowLayer::Image at{point, point.tape().constant(1, 0)};
    for (std::size_t k = m_layers.size(); k-- > 0;) {
        const FlowLayer::Image next = m_layers[k]->inverse(at.point);
        at = {next.point, at.logSlope + next.logSlope};
    }
    return at;
}

std::vector<Variable> ManifoldFlow::path(const Variable &base) const {
    std::vector<Variable> all{base};
    for (const auto &layer : m_layers)
        all.push_back(layer->forward(all.back()).point);
    return all;
}

CarriedPoints carry(const ManifoldFlow &flow, std::span<const double> parameters, const PointRows &points,
                    FlowWay way, int threads) {
    const int width = flow.manifold().ambient();
    const auto numbers = static_cast<std::size_t>(width), count = static_cast<std::size_t>(points.rows());
    CarriedPoints all{PointRows(points.rows(), width), Eigen::VectorXd(points.rows())};
    parallelFor((count + flowBatch - 1) / flowBatch, threads, 1, [&](std::size_t batch) {
        static thread_local Tape tape;
        const std::size_t first = batch * flowBatch, some = std::min(flowBatch, count - first);
        tape.begin(some, parameters, false);
        const Variable in = tape.input({points.data() + first * numbers, some * numbers}, width);
        const FlowLayer::Image image = way == FlowWay::Forward ? flow.forward(in) : flow.inverse(in);
        tape.output(image.point, {all.points.data() + first * numbers, some * numbers});
        tape.output(image.logSlope, {all.logSlope.data() + first, some});
    });
    return all;
}

FlowPoints sampleFlow(const ManifoldFlow &flow, std::span<const double> parameters, std::size_t count,
                      std::uint64_t seed, int threads) {
    const Manifold &manifold = flow.manifold();
    PointRows base(static_cast<Eigen::Index>(count), manifold.ambient());
    constexpr std::size_t part = 1024; // to begin an engine takes as long as 50 points
    parallelFor((count + part - 1) / part, threads, 1, [&](std::size_t which) {
        RandomEngine random = engineOf(seed, which);
        for (std::size_t i = which * part; i < std::min(count, (which + 1) * part); ++i)
            manifold.uniform(
                {base.row(static_cast<Eigen::Index>(i)).data(), static_cast<std::size_t>(base.cols())},
                random);
    });
    CarriedPoints drawn = carry(flow, parameters, base, FlowWay::Forward, threads);
    return {std::move(drawn.points), -manifold.logVolume() - drawn.logSlope.array()};
}

Eigen::VectorXd flowLogDensity(const ManifoldFlow &flow, std::span<const double> parameters,
                               const PointRows &points, int threads) {
    return carry(flow, parameters, points, FlowWay::Back, threads).logSlope.array() -
           flow.manifold().logVolume();
}

const SettingsTable<ManifoldFlowSettings> &ManifoldFlowSettings::table() {
    static const auto table = [] {
        SettingsTable<ManifoldFlowSettings> all;
        all.add(&ManifoldFlowSettings::layers, {.name = "layers",
                                                .label = "Layers",
                                                .help = "One after the other",
                                                .minimum = 1,
                                                .maximum = 24,
                                                .step = 1})
            .add(&ManifoldFlowSettings::components,
                 {.name = "components",
                  .label = "Components",
                  .help = "Bins or terms of a circle map, bumps of a radial layer",
                  .minimum = 2,
                  .maximum = 64,
                  .step = 1})
            .add(&ManifoldFlowSettings::bins, {.name = "bins",
                                               .label = "Height bins",
                                               .help = "Bins of the spline of a height, on spheres",
                                               .minimum = 2,
                                               .maximum = 64,
                                               .step = 1})
            .add(&ManifoldFlowSettings::hidden, {.name = "hidden",
                                                 .label = "Network width",
                                                 .help = "Width of the two hidden layers",
                                                 .minimum = 4,
                                                 .maximum = 256,
                                                 .step = 4})
            .add(&ManifoldFlowSettings::gated,
                 {.name = "gated",
                  .label = "Gentle poles",
                  .help =
                      "Circle maps become rotations towards the poles: keeps the density continuous there"})
            .add(&ManifoldFlowSettings::summed,
                 {.name = "summed",
                  .label = "Sums of angles",
                  .help = "The flow learns the sums of the angles, as of the joints of an arm"});
        return all;
    }();
    return table;
}

} // namespace quincunx
