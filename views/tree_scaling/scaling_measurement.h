#pragma once

#include "core/base/progress.h"
#include "core/session/trees_settings.h"

#include <functional>
#include <vector>

namespace quincunx {

/// Means over a few generated jets of one number of leaves, on this machine.
struct ScalingPoint {
    int leaves = 0;
    double greedySeconds = 0, beamSeconds = 0, trellisSeconds = 0;
    double greedyGap = 0, beamGap = 0;           ///< of ln L to the most probable tree, ≥ 0
    double greedyGapError = 0, beamGapError = 0; ///< of the means
};

/// Greedy search, beam search and trellis for jets of the settings' kind and density with 4 leaves and more,
/// until a trellis takes about a second or the kind has no such jets. \param partial is called after each
/// number of leaves. \throws Cancelled.
std::vector<ScalingPoint>
measureScaling(const TreesSettings &settings, const Progress &progress,
               const std::function<void(const std::vector<ScalingPoint> &)> &partial);

} // namespace quincunx
