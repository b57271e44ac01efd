#pragma once

#include "core/base/progress.h"
#include "core/trellis/splitting.h"

#include <vector>

namespace quincunx {

struct BeamSearch {
    std::vector<Tree> trees; ///< at most `width`, the best first, all different
    double score = 0;        ///< of the first
    double splitsScored = 0;
};

/// Joins two nodes at a time, and keeps the `width` forests of the largest sums of preferences (of ψ, for
/// showers) after each join. Forests are the same, and kept once, if their clusters are the same, in whatever
/// order these were joined; equal scores do not make equal forests. Cost: about width · n³/6 ψ. \throws Error
/// if width < 1; Cancelled.
BeamSearch beamSearch(const Splitting &splitting, int width, const Progress &progress = {});

} // namespace quincunx
