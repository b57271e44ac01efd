#pragma once

#include "views/document/scene.h"

namespace quincunx {

/// Height of a tower as a fraction of that of `maximum` [GeV], on the chosen scale; logarithmic is
/// ln(1 + E_T/GeV), which is 0 for no energy. In [0, 1]: more than `maximum` is no higher.
double scaledHeight(double et, double maximum, DisplaySettings::HeightScale scale);

/// E_T of an object [GeV]: not below 0, and 0 if it is not finite.
double transverseEnergy(const Particle &particle);

/// How long the towers around the calorimeter are drawn: the same in every view. Reconstructed tracks have
/// none, because the calorimeter cells they hit are objects of their own.
struct TowerScale {
    static constexpr double longest = 1.35; ///< [m], of the visible object with the most E_T

    double largest = 0; ///< E_T of that object [GeV]
    DisplaySettings::HeightScale scale;

    /// Cost O(visible).
    TowerScale(const Scene &scene, const DisplaySettings &display);

    double length(const Particle &particle) const; ///< [m]
};

} // namespace quincunx
