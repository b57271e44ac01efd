#include "core/sample/histogram.h"

#include "core/base/error.h"

#include <cmath>
#include <numeric>

namespace quincunx {

int Binning::index(double value) const {
    if (!(value >= low))
        return -1;
    if (value >= high)
        return bins;
    return std::min(bins - 1, static_cast<int>((value - low) / width())); // rounding may reach the end
}

Histogram::Histogram(const Binning &binning) : m_binning(binning) {
    if (binning.bins < 1 || !(binning.low < binning.high) || !std::isfinite(binning.high - binning.low))
        throw Error("cannot make a histogram", "it has no bin or its range is empty",
                    "choose at least one bin and a lower end below the upper end");
    m_counts.resize(static_cast<std::size_t>(binning.bins) + 2);
}

void Histogram::fill(double value) {
    if (!std::isnan(value))
        ++m_counts[static_cast<std::size_t>(m_binning.index(value) + 1)];
}

double Histogram::total() const {
    return std::accumulate(m_counts.begin(), m_counts.end(), 0.0);
}

double Histogram::uncertainty(int bin) const {
    return std::sqrt(count(bin));
}

double Histogram::density(int bin) const {
    const double all = total();
    return all > 0 ? count(bin) / (all * m_binning.width()) : 0;
}

Histogram2D::Histogram2D(const Binning &xBins, const Binning &yBins)
    : x(xBins)
    , y(yBins)
    , counts(Eigen::MatrixXd::Zero(xBins.bins, yBins.bins)) {}

void Histogram2D::fill(double xValue, double yValue) {
    const int i = x.index(xValue), j = y.index(yValue);
    if (i >= 0 && i < x.bins && j >= 0 && j < y.bins)
        ++counts(i, j);
    else
        ++outside;
}

} // namespace quincunx
