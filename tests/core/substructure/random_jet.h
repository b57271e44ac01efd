#pragma once

#include "core/event/four_momentum.h"

#include <numbers>
#include <random>
#include <vector>

namespace quincunx::test {

/// Constituents within about `spread` of (y, φ), with falling pT spectrum; massive unless mass = 0.
inline std::vector<FourMomentum> randomJet(int count, unsigned seed, double spread = 0.4, double y = 0.3,
                                           double phi = 1, double mass = 0.14) {
    std::mt19937_64 random(seed);
    std::exponential_distribution<double> pt(0.1);
    std::normal_distribution<double> angle(0, spread);
    std::vector<FourMomentum> momenta;
    for (int i = 0; i < count; ++i)
        momenta.push_back(FourMomentum::fromPtRapidityPhiMass(pt(random) + 0.01, y + angle(random),
                                                              wrapPhi(phi + angle(random)), mass));
    return momenta;
}

} // namespace quincunx::test
