#pragma once

#include "views/document/scene.h"

namespace quincunx {

/// For every particle of the scene whether it is chosen: what painters ask 10⁵ times.
inline std::vector<bool> chosenParticles(const Scene &scene, const Selection &selection) {
    std::vector<bool> chosen(scene.event->particles.size());
    for (int particle : selection.particles)
        if (particle >= 0 && particle < static_cast<int>(chosen.size()))
            chosen[static_cast<std::size_t>(particle)] = true;
    return chosen;
}

} // namespace quincunx
