#include "core/inference/density_grid.h"

#include "core/inference/kernel_smoothing.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace quincunx {
namespace {

using Counts = Eigen::MatrixXd;

/// In falling order of the density, until `mass` of the counts are together.
double levelAmong(std::span<const double> density, std::span<const double> counts, double mass) {
    const double wanted = mass * std::accumulate(counts.begin(), counts.end(), 0.);
    std::vector<std::size_t> order;
    for (std::size_t cell = 0; cell < density.size(); ++cell)
        if (counts[cell] > 0)
            order.push_back(cell);
    std::ranges::sort(order, std::greater(), [&](std::size_t cell) { return density[cell]; });
    double sum = 0;
    for (std::size_t cell : order)
        if ((sum += counts[cell]) >= wanted)
            return density[cell];
    return 0;
}

Counts blurred(const Counts &counts, double width) {
    const std::vector<double> half = halfKernel(width);
    if (counts.rows() == 1)
        return blurredAcross(counts, half);
    const Counts once = blurredAcross(counts, half).transpose();
    return blurredAcross(once, half).transpose();
}

/// ln of the likelihood of each draw under kernels at the others.
double likelihoodOfOthers(const Counts &counts, const Counts &smooth, double width) {
    double own = halfKernel(width)[0];
    if (counts.rows() > 1)
        own *= own;
    double sum = 0;
    for (Eigen::Index i = 0; i < counts.size(); ++i)
        if (const double count = counts.data()[i]; count > 0)
            sum += count * std::log(std::max(smooth.data()[i] - own, 1e-12));
    return sum;
}

Counts smoothed(const Counts &counts) {
    return blurred(counts, bestWidth([&](double width) {
                       return likelihoodOfOthers(counts, blurred(counts, width), width);
                   }));
}

} // namespace

Extent extentOf(std::span<const double> values, const Extent &bounds, double out) {
    std::vector<double> sorted;
    std::ranges::copy_if(values, std::back_inserter(sorted), [](double v) { return std::isfinite(v); });
    if (sorted.empty())
        return std::isfinite(bounds.length()) ? bounds : Extent{};
    std::ranges::sort(sorted);
    const auto edge = static_cast<std::size_t>(out * static_cast<double>(sorted.size()));
    const double low = sorted[edge], high = sorted[sorted.size() - 1 - edge];
    const double room = high > low ? 0.08 * (high - low) : std::max(0.5, 1e-6 * std::fabs(low));
    Extent extent{std::max(low - room, bounds.low), std::min(high + room, bounds.high)};
    if (!(extent.length() > 0))
        extent = {extent.low - 0.5, extent.low + 0.5};
    return extent;
}

double DensityCurve::levelHolding(double mass) const {
    return levelAmong(density, counts, mass);
}

double DensityGrid::levelHolding(double mass) const {
    const auto cells = static_cast<std::size_t>(density.size());
    return levelAmong({density.data(), cells}, {counts.data(), cells}, mass);
}

double DensityGrid::at(double xValue, double yValue) const {
    const auto columns = static_cast<double>(density.cols()), rows = static_cast<double>(density.rows());
    const double u = (xValue - x.low) / x.length() * columns, v = (yValue - y.low) / y.length() * rows;
    if (!(u >= 0 && u <= columns && v >= 0 && v <= rows))
        return 0;
    const double column = std::clamp(u - 0.5, 0., columns - 1), row = std::clamp(v - 0.5, 0., rows - 1);
    const auto i = static_cast<Eigen::Index>(row), j = static_cast<Eigen::Index>(column);
    const Eigen::Index below = std::min(i + 1, density.rows() - 1),
                       right = std::min(j + 1, density.cols() - 1);
    const double s = row - static_cast<double>(i), t = column - static_cast<double>(j);
    return (1 - s) * ((1 - t) * density(i, j) + t * density(i, right)) +
           s * ((1 - t) * density(below, j) + t * density(below, right));
}

DensityCurve densityCurve(std::span<const double> values, const Extent &extent, int cells) {
    Counts counts = Counts::Zero(1, cells);
    for (double value : values)
        if (const auto cell = cellOf(value, extent, cells); cell >= 0)
            ++counts(0, cell);
    const double scale = cells / extent.length() / std::max<double>(1, static_cast<double>(values.size()));
    const Counts smooth = smoothed(counts) * scale;
    return {extent,
            {smooth.data(), smooth.data() + smooth.size()},
            {counts.data(), counts.data() + counts.size()}};
}

DensityGrid densityGrid(std::span<const double> x, std::span<const double> y, const Extent &xExtent,
                        const Extent &yExtent, int cells) {
    Counts counts = Counts::Zero(cells, cells);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto column = cellOf(x[i], xExtent, cells), row = cellOf(y[i], yExtent, cells);
        if (column >= 0 && row >= 0)
            ++counts(row, column);
    }
    const double scale = static_cast<double>(cells) * cells / (xExtent.length() * yExtent.length()) /
                         std::max<double>(1, static_cast<double>(x.size()));
    return {xExtent, yExtent, smoothed(counts) * scale, counts};
}

} // namespace quincunx
