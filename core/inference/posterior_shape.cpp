#include "core/inference/posterior_shape.h"

#include "core/base/parallel.h"

namespace quincunx {

PosteriorShape shapeOf(Draws draws, const Prior &prior, int threads, const Progress &progress) {
    const auto parameters = static_cast<std::size_t>(draws.cols());
    const Eigen::MatrixXd columns = draws; // each parameter in one piece
    auto values = [&](std::size_t k) {
        return std::span(columns.col(static_cast<Eigen::Index>(k)).data(),
                         static_cast<std::size_t>(columns.rows()));
    };
    std::vector<Extent> extents(parameters);
    PosteriorShape shape;
    shape.curves.resize(parameters);
    shape.pairs.resize(parameters * (parameters - 1) / 2);
    for (std::size_t k = 0; k < parameters; ++k) {
        extents[k] = extentOf(values(k), {prior.lower(k), prior.upper(k)});
        shape.curves[k] = densityCurve(values(k), extents[k], 200);
    }
    std::vector<std::array<std::size_t, 2>> places; // column, row
    for (std::size_t row = 1; row < parameters; ++row)
        for (std::size_t column = 0; column < row; ++column)
            places.push_back({column, row});
    const int cells = parameters <= 2 ? 160 : parameters <= 5 ? 96 : 64; // a small frame shows no more
    parallelFor(places.size(), threads, 1, [&](std::size_t i) {
        progress.check();
        const auto [column, row] = places[i];
        PairShape &pair = shape.pairs[i];
        pair.grid = densityGrid(values(column), values(row), extents[column], extents[row], cells);
        for (std::size_t k = 0; k < contourMasses.size(); ++k)
            pair.rings[k] = contourRings(pair.grid, pair.grid.levelHolding(contourMasses[k]));
    });
    shape.draws = std::move(draws);
    return shape;
}

} // namespace quincunx
