#include "views/flow/density_colours.h"

#include "views/style/colours.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

namespace {

constexpr double flatShare = 2; ///< the scale reaches at least this many times the mean

} // namespace

DensityColours::DensityColours(const std::vector<FlowChart> &charts, FlowDisplay::Scale scale)
    : m_scale(scale) {
    double sum = 0, count = 0;
    for (const FlowChart &chart : charts)
        for (float value : chart.target)
            if (std::isfinite(value)) {
                m_largest = std::max(m_largest, static_cast<double>(value));
                sum += static_cast<double>(value);
                ++count;
            }
    m_largest = std::max(m_largest, count > 0 ? flatShare * sum / count : 0); // what is flat is no peak
    if (m_largest <= 0)
        m_largest = 1;
}

QColor DensityColours::density(double value) const {
    const double share = value / m_largest;
    return sequentialColour(
        m_scale == FlowDisplay::Scale::Density ? share : 1 + std::log10(std::max(share, 1e-30)) / decades);
}

QColor DensityColours::ratio(double model, double target, const Theme &theme) const {
    // Where neither has anything there is no ratio worth seeing.
    const double floor = 1e-4 * m_largest;
    return divergingColour(std::log((model + floor) / (target + floor)) / ratioReach, theme);
}

} // namespace quincunx
