#include "core/event/event.h"

namespace quincunx {

FourMomentum totalMomentum(const Event &event, std::span<const int> indices) {
    FourMomentum sum;
    for (int index : indices)
        sum += event.particles.at(static_cast<std::size_t>(index)).momentum;
    return sum;
}

FourMomentum totalMomentum(const Event &event) {
    FourMomentum sum;
    for (const Particle &particle : event.particles)
        sum += particle.momentum;
    return sum;
}

} // namespace quincunx
