#pragma once

#include "core/manifold_flow/flow_chart.h"
#include "core/session/flow_display.h"
#include "views/style/theme.h"

namespace quincunx {

/// The one scale of colours for target and model, so that what looks alike is alike, and that of their ratio.
class DensityColours {
public:
    /// \param charts of one picture.
    DensityColours(const std::vector<FlowChart> &charts, FlowDisplay::Scale scale);

    QColor density(double value) const;
    /// Of ln model − ln target, within ±1.
    QColor ratio(double model, double target, const Theme &theme) const;

    /// Where the colours end: the target's largest density, or twice its mean over the cells if that is more.
    double largest() const { return m_largest; }
    static constexpr double ratioReach = 1; ///< [nats]

private:
    double m_largest = 0;
    FlowDisplay::Scale m_scale;
    static constexpr double decades = 4; ///< shown below the largest, with a logarithmic scale
};

} // namespace quincunx
