#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace quincunx::test {

/// Kolmogorov and Smirnov: the largest difference of the two distribution functions.
inline double kolmogorovSmirnov(std::vector<double> a, std::vector<double> b) {
    std::ranges::sort(a);
    std::ranges::sort(b);
    double largest = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const double at = std::min(a[i], b[j]);
        while (i < a.size() && a[i] <= at)
            ++i;
        while (j < b.size() && b[j] <= at)
            ++j;
        largest = std::max(largest, std::fabs(static_cast<double>(i) / static_cast<double>(a.size()) -
                                              static_cast<double>(j) / static_cast<double>(b.size())));
    }
    return largest;
}

/// What two samples of one distribution exceed once in 2000 times.
inline double kolmogorovSmirnovLimit(std::size_t a, std::size_t b) {
    return 2.03 * std::sqrt(1. / static_cast<double>(a) + 1. / static_cast<double>(b));
}

} // namespace quincunx::test
