#pragma once

#include "views/document/scene.h"
#include "views/geometry/vector.h"

#include <array>
#include <vector>

namespace quincunx {

/// The line that a particle or track draws, from its vertex to the calorimeter.
struct PathShape {
    int particle;
    std::vector<Vector3> points; ///< [m]
    double length;               ///< [m]
};

/// Transverse energy as a box that stands on the calorimeter.
struct TowerShape {
    int particle;
    std::array<Vector3, 4> base, end; ///< corner k of the end lies outwards of corner k of the base [m]
};

/// A jet as a cone from the vertex.
struct JetShape {
    int jet;
    Vector3 tip;              ///< where its axis ends [m]
    std::vector<Vector3> rim; ///< the circle of radius R in the (y, φ) plane, closed [m]
    double weight;            ///< √(p_T / p_T of the hardest), in [0, 1]
};

/// Where everything of an event lies in space: what 3-D drawing, picking and highlights share.
struct EventShapes {
    std::vector<PathShape> paths;
    std::vector<TowerShape> towers;
    std::vector<JetShape> jets;
    std::vector<int> pathOf, towerOf; ///< by particle, −1 none

    /// Cost: 1 µs a particle, 5 µs if it bends.
    EventShapes() = default;
    EventShapes(const Scene &scene, const DisplaySettings &display);
    /// Takes the jets of a scene of the same event, of which the same is visible and as tall.
    void replaceJets(const Scene &scene, const DisplaySettings &display);
};

} // namespace quincunx
