#include "core/inference/density_volume.h"

#include "core/inference/kernel_smoothing.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

using Values = std::array<std::span<const double>, 3>;
using Extents = std::array<Extent, 3>;
using Widths = std::array<double, 3>; // of kernels [cells]

constexpr int cellsAlong = DensityVolume::cells;
constexpr double closingMass = 0.97; // of the draws must stay within, if the largest surface is to hold 95%

/// Counts of draws; the first axis runs fastest, and a column is a slice across the last.
struct BinnedDraws {
    Eigen::MatrixXd counts = Eigen::MatrixXd::Zero(cellsAlong * cellsAlong, cellsAlong);
    std::vector<Eigen::Index> cellOfDraw; // −1 outside; only of those that are finite
};

BinnedDraws binned(const Values &values, const Extents &extents) {
    BinnedDraws all;
    for (std::size_t i = 0; i < values[0].size(); ++i) {
        Eigen::Index cell = 0;
        bool finite = true;
        for (std::size_t axis = 3; axis-- > 0;) {
            finite = finite && std::isfinite(values[axis][i]);
            const Eigen::Index along = cellOf(values[axis][i], extents[axis], cellsAlong);
            cell = cell < 0 || along < 0 ? -1 : cell * cellsAlong + along;
        }
        if (!finite)
            continue;
        all.cellOfDraw.push_back(cell);
        if (cell >= 0)
            ++all.counts.data()[cell];
    }
    return all;
}

/// Along one axis after the other: each turn brings the axis that was last to the front.
Eigen::MatrixXd blurredInSpace(Eigen::MatrixXd counts, const Widths &widths) {
    for (std::size_t axis = 3; axis-- > 0;) {
        counts = blurredAcross(counts, halfKernel(widths[axis])).transpose().eval();
        counts.resize(cellsAlong * cellsAlong, cellsAlong); // the same numbers in the same order
    }
    return counts;
}

/// The density at each draw in falling order, 0 outside. \param own contribution of a draw to its cell.
std::vector<double> densityOfDraws(const BinnedDraws &draws, const Eigen::MatrixXd &smooth, double own) {
    std::vector<double> all;
    for (const Eigen::Index cell : draws.cellOfDraw)
        all.push_back(cell < 0 ? 0 : std::max(0., smooth.data()[cell] - own));
    std::ranges::sort(all, std::greater());
    return all;
}

double heldBy(const std::vector<double> &falling, double mass) {
    if (falling.empty())
        return 0;
    const double wanted = std::ceil(mass * static_cast<double>(falling.size()));
    return falling[static_cast<std::size_t>(std::max(wanted - 1, 0.))];
}

/// The cells that hold nearly all draws, and one more on each side.
Extents closedIn(const Values &values, const Extents &extents) {
    const BinnedDraws draws = binned(values, extents);
    const Eigen::MatrixXd smooth = blurredInSpace(draws.counts, {1, 1, 1});
    const double level = heldBy(densityOfDraws(draws, smooth, 0), closingMass);
    std::array<int, 3> lowest, highest;
    lowest.fill(cellsAlong);
    highest.fill(-1);
    for (const Eigen::Index cell : draws.cellOfDraw) {
        if (cell < 0 || smooth.data()[cell] < level)
            continue;
        auto rest = static_cast<int>(cell);
        for (std::size_t axis = 0; axis < 3; ++axis, rest /= cellsAlong) {
            lowest[axis] = std::min(lowest[axis], rest % cellsAlong);
            highest[axis] = std::max(highest[axis], rest % cellsAlong);
        }
    }
    Extents closer = extents;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (highest[axis] < 0)
            continue;
        const double cell = extents[axis].length() / cellsAlong;
        closer[axis] = {extents[axis].low + std::max(lowest[axis] - 1, 0) * cell,
                        extents[axis].low + std::min(highest[axis] + 2, cellsAlong) * cell};
    }
    return closer;
}

/// Widths as the spread of the draws, 1 the smallest: half of what holds their middle 68%.
Widths shapeOfKernel(const Values &values, const Extents &extents) {
    constexpr double longest = 3; // where several peaks lie apart the spread is not that of a peak
    Widths widths;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        std::vector<double> inside;
        std::ranges::copy_if(values[axis], std::back_inserter(inside), [&](double value) {
            return value >= extents[axis].low && value <= extents[axis].high;
        });
        const auto low = static_cast<std::ptrdiff_t>(0.16 * static_cast<double>(inside.size())),
                   high = static_cast<std::ptrdiff_t>(0.84 * static_cast<double>(inside.size()));
        if (inside.empty()) {
            widths[axis] = 1;
            continue;
        }
        std::ranges::nth_element(inside, inside.begin() + low);
        const double lower = inside[static_cast<std::size_t>(low)];
        std::ranges::nth_element(inside, inside.begin() + high);
        widths[axis] = (inside[static_cast<std::size_t>(high)] - lower) / extents[axis].length();
    }
    const double smallest = std::max(std::ranges::min(widths), 1e-3);
    for (double &width : widths)
        width = std::clamp(width / smallest, 1., longest);
    return widths;
}

} // namespace

double DensityVolume::levelHolding(double mass) const {
    return heldBy(ofDraws, mass);
}

DensityGrid DensityVolume::slice(std::size_t axis, int cell) const {
    const std::size_t right = (axis + 1) % 3, up = (axis + 2) % 3;
    DensityGrid grid{extents[right], extents[up], Eigen::MatrixXd(cells, cells), {}};
    std::array<int, 3> place;
    place[axis] = cell;
    for (place[right] = 0; place[right] < cells; ++place[right])
        for (place[up] = 0; place[up] < cells; ++place[up])
            grid.density(place[up], place[right]) = at(place[0], place[1], place[2]);
    return grid;
}

DensityVolume densityVolume(const Values &values, const Extents &bounds) {
    constexpr int passes = 4;
    Extents extents;
    for (std::size_t axis = 0; axis < 3; ++axis)
        extents[axis] = extentOf(values[axis], bounds[axis]);
    for (int pass = 0; pass < passes; ++pass) {
        const Extents before = std::exchange(extents, closedIn(values, extents));
        const bool closed = std::ranges::none_of(std::array{0U, 1U, 2U}, [&](std::size_t axis) {
            return extents[axis].length() < 0.8 * before[axis].length();
        });
        if (closed)
            break;
    }
    const BinnedDraws draws = binned(values, extents);
    const Widths shape = shapeOfKernel(values, extents);
    auto widthsAt = [&](double width) {
        return Widths{width * shape[0], width * shape[1], width * shape[2]};
    };
    auto ownAt = [&](double width) {
        double own = 1;
        for (const double along : widthsAt(width))
            own *= halfKernel(along)[0];
        return own;
    };
    const double width = bestWidth([&](double tried) {
        const Eigen::MatrixXd smooth = blurredInSpace(draws.counts, widthsAt(tried));
        const double own = ownAt(tried);
        double sum = 0;
        for (const Eigen::Index cell : draws.cellOfDraw)
            if (cell >= 0)
                sum += std::log(std::max(smooth.data()[cell] - own, 1e-12));
        return sum;
    });
    const Eigen::MatrixXd smooth = blurredInSpace(draws.counts, widthsAt(width));
    DensityVolume volume{
        extents, {smooth.data(), smooth.data() + smooth.size()}, densityOfDraws(draws, smooth, ownAt(width))};
    double scale = 1 / std::max<double>(1, static_cast<double>(draws.cellOfDraw.size()));
    for (const Extent &extent : extents)
        scale *= cellsAlong / extent.length();
    for (std::vector<double> *densities : {&volume.density, &volume.ofDraws})
        for (double &density : *densities)
            density *= scale;
    return volume;
}

} // namespace quincunx
