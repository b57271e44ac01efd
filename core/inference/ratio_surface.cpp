#include "core/inference/ratio_surface.h"

#include "core/base/error.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace quincunx {
namespace {

std::vector<double> evenly(double low, double high, std::size_t count) {
    std::vector<double> values(count);
    for (std::size_t k = 0; k < count; ++k)
        values[k] = low + (high - low) * static_cast<double>(k) / static_cast<double>(count - 1);
    return values;
}

/// Those of the data that leave a hundredth on either side.
std::vector<double> middleOf(const Simulations &simulations) {
    std::vector<double> x(simulations.x.col(0).begin(), simulations.x.col(0).end());
    std::erase_if(x, [](double value) { return !std::isfinite(value); });
    std::ranges::sort(x);
    const auto out = static_cast<std::ptrdiff_t>(x.size() / 100);
    return {x.begin() + out, x.end() - out};
}

} // namespace

RatioGrid ratioGrid(const Simulator &simulator, const Simulations &simulations, std::size_t count) {
    if (simulator.prior().size() != 1 || simulator.data().size() != 1 || simulations.x.rows() == 0)
        throw Error("there is no surface of ln r", "it stands over one parameter and one number of data",
                    "choose the Galton board or Gauss on Gauss");
    assert(count >= 3 && count % 2 == 1);
    const auto [low, high] = simulator.prior().range(0);
    RatioGrid grid{{}, evenly(low, high, count), 0};
    grid.reference = grid.theta[count / 2];
    const std::vector<double> x = middleOf(simulations);
    if (x.empty() || x.front() == x.back())
        throw Error("there is no surface of ln r", "nearly all of the simulations are alike",
                    "choose another simulator");
    if (std::ranges::all_of(x, [](double value) { return value == std::round(value); })) {
        const double step = std::max(1., std::ceil((x.back() - x.front()) / static_cast<double>(count - 1)));
        for (double value = x.front(); value <= x.back(); value += step)
            grid.x.push_back(value);
    } else {
        grid.x = evenly(x.front(), x.back(), count);
    }
    return grid;
}

Eigen::MatrixXd logRatios(const RatioGrid &grid, const LikelihoodPosterior &likelihood) {
    const auto rows = static_cast<Eigen::Index>(grid.x.size()),
               columns = static_cast<Eigen::Index>(grid.theta.size());
    const Draws theta = Eigen::Map<const Eigen::VectorXd>(grid.theta.data(), columns);
    const auto reference = std::ranges::lower_bound(grid.theta, grid.reference) - grid.theta.begin();
    Eigen::MatrixXd ratios(rows, columns);
    for (Eigen::Index i = 0; i < rows; ++i) {
        const Eigen::VectorXd log =
            likelihood.logLikelihood(theta, Draws::Constant(1, 1, grid.x[static_cast<std::size_t>(i)]));
        ratios.row(i) = log.array() - log[reference];
    }
    return ratios;
}

std::vector<GoldenPoint> goldenPoints(const RatioGrid &grid, const Simulator &simulator,
                                      const Simulations &simulations, std::size_t count, std::uint64_t seed) {
    const Draws theta =
        simulations.theta.topRows(std::min(static_cast<Eigen::Index>(count), simulations.theta.rows()));
    const MinedSimulations mined =
        mineAt(simulator, theta, Draws::Constant(theta.rows(), 1, grid.reference), seed, 1);
    std::vector<GoldenPoint> points;
    for (Eigen::Index i = 0; i < theta.rows(); ++i)
        points.push_back({mined.x(i, 0), theta(i, 0), mined.logRatio[i], mined.score(i, 0)});
    return points;
}

} // namespace quincunx
