#include "core/substructure/lund.h"

#include "core/substructure/jet_tree.h"

namespace quincunx {

LundTree lundTree(std::span<const FourMomentum> momenta) {
    LundTree lund;
    lund.tree = clusterTree(momenta, 0);
    lund.momenta = nodeMomenta(lund.tree, momenta);
    lund.primary = lund.from(lund.tree.root());
    return lund;
}

std::vector<LundSplitting> LundTree::from(int node) const {
    std::vector<LundSplitting> splittings;
    auto momentum = [this](int k) -> const FourMomentum & { return momenta[static_cast<std::size_t>(k)]; };
    while (!tree.isLeaf(node)) {
        LundSplitting split;
        split.node = node;
        split.hard = tree.node(node).left;
        split.soft = tree.node(node).right;
        if (momentum(split.hard).pt() < momentum(split.soft).pt())
            std::swap(split.hard, split.soft);
        const FourMomentum &hard = momentum(split.hard), &soft = momentum(split.soft);
        const double dy = soft.rapidity() - hard.rapidity(), dphi = wrapPhi(soft.phi() - hard.phi());
        const double sum = hard.pt() + soft.pt();
        split.delta = std::hypot(dy, dphi);
        split.kt = soft.pt() * split.delta;
        split.z = sum > 0 ? soft.pt() / sum : 0;
        split.psi = std::atan2(dy, dphi);
        split.mass = momentum(node).mass();
        splittings.push_back(split);
        node = split.hard;
    }
    return splittings;
}

} // namespace quincunx
