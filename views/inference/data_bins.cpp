#include "views/inference/data_bins.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

bool isWhole(const std::vector<double> &values) {
    return std::ranges::all_of(values, [](double v) { return v == std::round(v) || !std::isfinite(v); });
}

DataBins::DataBins(const std::vector<double> &values) : m_extent(extentOf(values, {-INFINITY, INFINITY})) {
    constexpr int most = 120, usual = 60;
    int bins = usual;
    if (isWhole(values) && m_extent.length() <= most) {
        m_extent = {std::floor(m_extent.low) - 0.5, std::ceil(m_extent.high) + 0.5};
        bins = static_cast<int>(std::lround(m_extent.length()));
    }
    m_width = m_extent.length() / bins;
    m_counts.resize(bins);
    m_counts = countsOf(values);
}

QVector<double> DataBins::centres() const {
    QVector<double> all;
    for (int bin = 0; bin < m_counts.size(); ++bin)
        all << m_extent.low + (bin + 0.5) * m_width;
    return all;
}

QVector<double> DataBins::countsOf(const std::vector<double> &values) const {
    QVector<double> counts(m_counts.size(), 0.);
    for (double value : values)
        if (const double bin = std::floor((value - m_extent.low) / m_width);
            bin >= 0 && bin < static_cast<double>(counts.size()))
            ++counts[static_cast<int>(bin)];
    return counts;
}

double DataBins::highest() const {
    return std::max(1., *std::ranges::max_element(m_counts));
}

} // namespace quincunx
