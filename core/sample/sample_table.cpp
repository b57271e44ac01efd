#include "core/sample/sample_table.h"

#include "core/substructure/jet_quantities.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

SampleTable::SampleTable() : columns(jetQuantities().entries().size()) {}

const std::vector<double> &SampleTable::column(std::string_view quantity) const {
    const JetQuantity &known = jetQuantities().at(quantity);
    return columns[static_cast<std::size_t>(&known - jetQuantities().entries().data())];
}

Histogram SampleTable::histogram(std::string_view quantity, int which, const Binning &bins) const {
    Histogram histogram(bins);
    const std::vector<double> &values = column(quantity);
    for (std::size_t jet = 0; jet < values.size(); ++jet)
        if (label[jet] == which)
            histogram.fill(values[jet]);
    return histogram;
}

Binning SampleTable::binning(std::string_view quantity, int bins) const {
    std::vector<double> values = column(quantity);
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    if (values.empty())
        return {.bins = bins};
    std::ranges::sort(values);
    const double low = values.front();
    const double high = values[static_cast<std::size_t>(0.995 * static_cast<double>(values.size() - 1))];
    // a hair above the last value, which [low, high) would leave out
    return {.bins = bins, .low = low, .high = high > low ? high + 1e-9 * (high - low) : low + 1};
}

} // namespace quincunx
