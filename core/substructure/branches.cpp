#include "core/substructure/branches.h"

#include <algorithm>

namespace quincunx {

std::vector<int> branchesOf(const Tree &tree, std::span<const FourMomentum> momenta, int count) {
    std::vector<int> branch(static_cast<std::size_t>(tree.nodeCount()), 0);
    const int n = tree.leafCount();
    count = std::clamp(count, 1, std::max(1, n));
    auto pt = [&](int node) { return momenta[static_cast<std::size_t>(node)].pt(); };
    // From the last merge back to the first, children take over what their parent has.
    for (int k = tree.nodeCount() - 1, made = 1; k >= n; --k) {
        const Tree::Node &node = tree.node(k);
        const bool leftIsHarder = pt(node.left) >= pt(node.right);
        const int hard = leftIsHarder ? node.left : node.right, soft = leftIsHarder ? node.right : node.left;
        const int mine = branch[static_cast<std::size_t>(k)];
        branch[static_cast<std::size_t>(hard)] = mine;
        branch[static_cast<std::size_t>(soft)] = made < count ? made++ : mine;
    }
    branch.resize(static_cast<std::size_t>(n));
    return branch;
}

} // namespace quincunx
