#include "core/manifold_flow/flow_chart.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

constexpr double turn = 2 * std::numbers::pi;
constexpr std::size_t drawCount = 4096, marginalDraws = 40'000;
constexpr int gridLines = 13, linePoints = 241;
constexpr std::uint64_t seed = 77;

FlowChart emptyChart(bool sphere, int columns) {
    FlowChart chart{.sphere = sphere, .columns = columns, .rows = sphere ? columns / 2 : columns};
    const auto cells = static_cast<std::size_t>(chart.columns * chart.rows);
    chart.model.resize(cells);
    chart.target.resize(cells);
    return chart;
}

/// Where the cells are; on S³ in the slice of its height.
PointRows pointsOf(const FlowChart &chart, int ambient) {
    PointRows points(chart.columns * chart.rows, ambient);
    for (int j = 0; j < chart.rows; ++j)
        for (int i = 0; i < chart.columns; ++i) {
            auto point = points.row(j * chart.columns + i);
            const double angle = turn * (i + 0.5) / chart.columns;
            if (chart.sphere) {
                const double latitude = std::numbers::pi * ((j + 0.5) / chart.rows - 0.5);
                const double height = std::sin(latitude), rest = std::cos(latitude);
                point[0] = chart.radius * rest * std::cos(angle);
                point[1] = chart.radius * rest * std::sin(angle);
                point[2] = chart.radius * height;
                if (ambient == 4)
                    point[3] = chart.height;
            } else {
                point[0] = angle;
                point[1] = turn * (j + 0.5) / chart.rows;
            }
        }
    return points;
}

void fill(FlowChart &chart, const ManifoldFlow &flow, std::span<const double> parameters,
          const Target &target, double normaliser, int threads) {
    const PointRows points = pointsOf(chart, flow.manifold().ambient());
    const Eigen::VectorXd model = flowLogDensity(flow, parameters, points, threads),
                          wanted = targetLogDensity(target, points);
    for (std::size_t k = 0; k < chart.model.size(); ++k) {
        const auto row = static_cast<Eigen::Index>(k);
        chart.model[k] = static_cast<float>(std::exp(model[row]));
        chart.target[k] = static_cast<float>(std::exp(wanted[row] - normaliser));
    }
}

/// Of two angles, from draws of the model, which stand for the target by their weights.
FlowChart marginal(const ImportanceFigures &drawn, int across, int columns) {
    FlowChart chart = emptyChart(false, columns);
    chart.across = across;
    chart.up = across + 1;
    const double cell = (turn / columns) * (turn / columns),
                 count = static_cast<double>(drawn.logWeights.size());
    for (std::size_t i = 0; i < drawn.logWeights.size(); ++i) {
        auto bin = [&](int angle) {
            const double place = drawn.points(static_cast<Eigen::Index>(i), angle) / turn * columns;
            return std::clamp(static_cast<int>(place), 0, columns - 1);
        };
        const auto k = static_cast<std::size_t>(bin(chart.up) * columns + bin(across));
        chart.model[k] += static_cast<float>(1 / (count * cell));
        chart.target[k] +=
            static_cast<float>(std::exp(drawn.logWeights[i] - drawn.logNormaliser) / (count * cell));
    }
    return chart;
}

/// Meridians and parallels, or lines of equal angle; of a torus of more dimensions in its first two angles.
void makeGrid(FlowPicture &picture, const ManifoldFlow &flow, std::span<const double> parameters) {
    const Manifold &manifold = flow.manifold();
    PointRows lines(2 * gridLines * linePoints, manifold.ambient());
    lines.setConstant(manifold.isSphere() ? 0 : std::numbers::pi);
    for (int family = 0; family < 2; ++family)
        for (int line = 0; line < gridLines; ++line) {
            const int first = (family * gridLines + line) * linePoints;
            picture.lineStarts.push_back(first);
            for (int i = 0; i < linePoints; ++i) {
                auto point = lines.row(first + i);
                const double along = static_cast<double>(i) / (linePoints - 1),
                             fixed = (line + 0.5) / gridLines;
                if (manifold.isSphere()) {
                    const double colatitude = std::numbers::pi * (family ? along : fixed);
                    const double azimuth = turn * (family ? fixed : along);
                    point[0] = std::sin(colatitude) * std::cos(azimuth);
                    point[1] = std::sin(colatitude) * std::sin(azimuth);
                    point[2] = std::cos(colatitude);
                } else {
                    point[family] = turn * std::min(along, 1 - 1e-12);
                    point[1 - family] = turn * fixed;
                }
            }
        }
    picture.lineStarts.push_back(static_cast<int>(lines.rows()));
    const auto width = static_cast<std::size_t>(manifold.ambient());
    Tape tape;
    for (Eigen::Index first = 0; first < lines.rows(); first += 64) {
        const auto count = static_cast<std::size_t>(std::min<Eigen::Index>(64, lines.rows() - first));
        tape.begin(count, parameters, false);
        const auto path = flow.path(tape.input({lines.row(first).data(), count * width}, manifold.ambient()));
        picture.stages.resize(path.size(), lines);
        for (std::size_t k = 0; k < path.size(); ++k)
            tape.output(path[k], {picture.stages[k].row(first).data(), count * width});
    }
}

} // namespace

FlowChart drawSlice(const ManifoldFlow &flow, std::span<const double> parameters, const Target &target,
                    double normaliser, const FlowDrawing &drawing) {
    FlowChart chart = emptyChart(true, drawing.columns / 2);
    chart.height = drawing.slice;
    chart.radius = std::sqrt(1 - drawing.slice * drawing.slice);
    fill(chart, flow, parameters, target, normaliser, drawing.threads);
    return chart;
}

FlowPicture drawFlow(const ManifoldFlow &flow, std::span<const double> parameters, const Target &target,
                     const FlowDrawing &drawing, const Progress &progress) {
    const auto &[columns, slice, threads] = drawing;
    const Manifold &manifold = flow.manifold();
    FlowPicture picture;
    const bool marginals = !manifold.isSphere() && manifold.dimension() > 2;
    picture.figures =
        importanceFigures(flow, parameters, target, marginals ? marginalDraws : drawCount, seed, threads);
    picture.normaliser = target.exactLogNormaliser().value_or(picture.figures.logNormaliser);
    progress.check();
    if (marginals) {
        for (int k = 0; k + 1 < manifold.dimension(); ++k)
            picture.charts.push_back(marginal(picture.figures, k, std::min(columns, 48)));
    } else if (manifold.isSphere() && manifold.dimension() == 3) {
        for (const double height : {-0.8, -0.4, slice, 0.4, 0.8}) {
            picture.charts.push_back(
                drawSlice(flow, parameters, target, picture.normaliser, {columns, height, threads}));
            progress.check();
        }
    } else {
        FlowChart chart = emptyChart(manifold.isSphere(), columns);
        fill(chart, flow, parameters, target, picture.normaliser, threads);
        picture.charts.push_back(std::move(chart));
    }
    progress.check();
    // On S³ and beyond nobody sees the grid.
    if (!(manifold.isSphere() && manifold.dimension() > 2))
        makeGrid(picture, flow, parameters);
    return picture;
}

} // namespace quincunx
