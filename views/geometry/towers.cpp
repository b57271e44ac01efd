#include "views/geometry/towers.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

double scaledHeight(double et, double maximum, DisplaySettings::HeightScale scale) {
    if (!(et > 0 && maximum > 0))
        return 0;
    et = std::min(et, maximum);
    switch (scale) {
    case DisplaySettings::HeightScale::Linear:
        return et / maximum;
    case DisplaySettings::HeightScale::Logarithmic:
        return std::log1p(et) / std::log1p(maximum);
    case DisplaySettings::HeightScale::SquareRoot:
        break;
    }
    return std::sqrt(et / maximum);
}

double transverseEnergy(const Particle &particle) {
    const double et = particle.momentum.et();
    return std::isfinite(et) ? std::max(et, 0.0) : 0;
}

TowerScale::TowerScale(const Scene &scene, const DisplaySettings &display) : scale(display.heightScale) {
    for (int i : scene.visible)
        if (const Particle &particle = scene.event->particles[static_cast<std::size_t>(i)];
            particle.kind != ObjectKind::Track)
            largest = std::max(largest, transverseEnergy(particle));
}

double TowerScale::length(const Particle &particle) const {
    return particle.kind == ObjectKind::Track
               ? 0
               : longest * scaledHeight(transverseEnergy(particle), largest, scale);
}

} // namespace quincunx
