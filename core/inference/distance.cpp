#include "core/inference/distance.h"

#include <algorithm>
#include <cmath>
#include <limits>

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

DataDistance::DataDistance(const Draws &simulated, std::span<const double> x) : m_x(x.begin(), x.end()) {
    for (Eigen::Index column = 0; column < simulated.cols(); ++column) {
        const auto values = simulated.col(column);
        m_scale.push_back(spread({values.begin(), values.end()}));
    }
}

double DataDistance::operator()(std::span<const double> data) const {
    double sum = 0;
    for (std::size_t k = 0; k < data.size(); ++k) {
        const double apart = (data[k] - m_x[k]) / m_scale[k];
        sum += apart * apart;
    }
    return std::isfinite(sum) ? std::sqrt(sum) : std::numeric_limits<double>::infinity();
}

Nearest nearestRows(const DataDistance &distance, const Draws &x, std::size_t kept) {
    struct At {
        double value;
        Eigen::Index row;
        auto operator<=>(const At &) const = default;
    };
    std::vector<At> all;
    for (std::size_t row = 0; row < static_cast<std::size_t>(x.rows()); ++row)
        if (const double value = distance(rowOf(x, row)); std::isfinite(value))
            all.push_back({value, static_cast<Eigen::Index>(row)});
    if (kept < 1 || kept > all.size())
        throw Error("cannot keep " + std::to_string(kept) + " simulations",
                    std::to_string(all.size()) + " of them have finite data", "keep fewer, or simulate more");
    std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(kept));
    Nearest nearest{{}, all[kept - 1].value};
    for (std::size_t i = 0; i < kept; ++i)
        nearest.rows.push_back(all[i].row);
    return nearest;
}

} // namespace quincunx
