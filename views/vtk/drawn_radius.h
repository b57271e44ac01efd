#pragma once

#include "views/document/scene.h"

namespace quincunx {

/// The radius that jets are drawn with: the display's, or R of the clustering if that is 0.
inline double drawnRadius(const Scene &scene, const DisplaySettings &display) {
    return display.coneRadius > 0 ? display.coneRadius : scene.clusteringUsed.radius;
}

} // namespace quincunx
