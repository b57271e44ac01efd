#include "core/inference/rejection.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

/// Mean absolute deviation from the median of the finite numbers; 1 if there is none.
double spread(std::vector<double> values) {
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    if (values.empty())
        return 1;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    const double median = *middle;
    double sum = 0;
    for (double value : values)
        sum += std::fabs(value - median);
    return sum > 0 ? sum / static_cast<double>(values.size()) : 1;
}

} // namespace

Rejection rejectionAbc(const Simulator &simulator, const Simulations &simulations, std::span<const double> x,
                       std::size_t kept) {
    checkObservation(simulator, x);
    std::vector<double> scale;
    for (Eigen::Index column = 0; column < simulations.x.cols(); ++column) {
        const auto values = simulations.x.col(column);
        scale.push_back(spread({values.begin(), values.end()}));
    }
    struct Distance {
        double value;
        Eigen::Index row;
        auto operator<=>(const Distance &) const = default;
    };
    std::vector<Distance> distances;
    for (Eigen::Index row = 0; row < simulations.x.rows(); ++row) {
        double sum = 0;
        for (Eigen::Index column = 0; column < simulations.x.cols(); ++column) {
            const auto i = static_cast<std::size_t>(column);
            sum += std::pow((simulations.x(row, column) - x[i]) / scale[i], 2);
        }
        if (std::isfinite(sum))
            distances.push_back({std::sqrt(sum), row});
    }
    if (kept < 1 || kept > distances.size())
        throw Error("cannot keep " + std::to_string(kept) + " simulations",
                    std::to_string(distances.size()) + " of them have finite data",
                    "keep fewer, or simulate more");
    std::ranges::partial_sort(distances, distances.begin() + static_cast<std::ptrdiff_t>(kept));
    Rejection result{Draws(kept, simulations.theta.cols()), distances[kept - 1].value};
    for (std::size_t i = 0; i < kept; ++i)
        result.theta.row(static_cast<Eigen::Index>(i)) = simulations.theta.row(distances[i].row);
    return result;
}

} // namespace quincunx
