#include "core/inference/posterior_shape.h"

#include "core/base/parallel.h"

namespace quincunx {
namespace {

constexpr int curveCells = 200;

} // namespace

PosteriorShape shapeOf(Draws draws, const Prior &prior, ShapeDetail detail, int threads,
                       const Progress &progress) {
    const auto parameters = static_cast<std::size_t>(draws.cols());
    const Eigen::MatrixXd columns = draws; // each parameter in one piece
    auto values = [&](std::size_t k) {
        return std::span(columns.col(static_cast<Eigen::Index>(k)).data(),
                         static_cast<std::size_t>(columns.rows()));
    };
    auto bounds = [&](std::size_t k) { return Extent{prior.lower(k), prior.upper(k)}; };
    std::vector<Extent> extents(parameters);
    PosteriorShape shape;
    shape.curves.resize(parameters);
    shape.pairs.resize(parameters * (parameters - 1) / 2);
    for (std::size_t k = 0; k < parameters; ++k) {
        extents[k] = extentOf(values(k), bounds(k));
        shape.curves[k] = densityCurve(values(k), extents[k], curveCells);
    }
    std::vector<std::array<std::size_t, 2>> places; // column, row
    for (std::size_t row = 1; row < parameters; ++row)
        for (std::size_t column = 0; column < row; ++column)
            places.push_back({column, row});
    const int cells = parameters <= 2 ? 160 : parameters <= 5 ? 96 : 64; // a small frame shows no more
    const std::size_t volumes = detail == ShapeDetail::Space && parameters >= 3; // takes longest: comes first
    parallelFor(volumes + places.size(), threads, 1, [&](std::size_t task) {
        progress.check();
        if (task < volumes) {
            shape.volume =
                densityVolume({values(0), values(1), values(2)}, {bounds(0), bounds(1), bounds(2)});
            return;
        }
        const std::size_t i = task - volumes;
        const auto [column, row] = places[i];
        PairShape &pair = shape.pairs[i];
        pair.grid = densityGrid(values(column), values(row), extents[column], extents[row], cells);
        for (std::size_t k = 0; k < contourMasses.size(); ++k)
            pair.rings[k] = contourRings(pair.grid, pair.grid.levelHolding(contourMasses[k]));
    });
    shape.draws = std::move(draws);
    return shape;
}

PosteriorShape shapeOf(const GridPosterior &grid, const Prior &prior, std::size_t count, std::uint64_t seed) {
    PosteriorShape shape;
    shape.draws = grid.draws(count, seed);
    DensityCurve curve;
    curve.x = extentOf({shape.draws.data(), count}, {prior.lower(0), prior.upper(0)});
    curve.density.resize(curveCells);
    for (std::size_t cell = 0; cell < curveCells; ++cell)
        curve.density[cell] = grid.density(curve.centre(cell));
    curve.counts = curve.density; // cells are equal
    shape.curves = {std::move(curve)};
    return shape;
}

} // namespace quincunx
