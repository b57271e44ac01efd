#include "core/substructure/soft_drop.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

SoftDrop softDrop(const LundTree &lund, double zCut, double beta, double radius) {
    SoftDrop groomed;
    groomed.beta = beta;
    groomed.node = lund.tree.root();
    auto massSquared = [&](int node) {
        return std::max(0.0, lund.momenta[static_cast<std::size_t>(node)].massSquared());
    };
    for (const LundSplitting &split : lund.primary) {
        if (split.z > zCut * std::pow(split.delta / radius, beta)) {
            const double m2 = massSquared(split.node);
            groomed.zg = split.z;
            groomed.rg = split.delta;
            groomed.mu =
                m2 > 0 ? std::sqrt(std::max(massSquared(split.hard), massSquared(split.soft)) / m2) : 0;
            groomed.node = split.node;
            break;
        }
        groomed.node = split.hard;
    }
    const FourMomentum &rest = lund.momenta[static_cast<std::size_t>(groomed.node)];
    groomed.mass = rest.mass();
    groomed.pt = rest.pt();
    return groomed;
}

} // namespace quincunx
