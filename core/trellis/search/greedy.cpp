#include "core/trellis/search/greedy.h"

#include <algorithm>

namespace quincunx {

GreedyTree greedyTree(const Splitting &splitting, Cluster cluster) {
    struct Pair {
        double psi, preference;
        Split split;
    };
    GreedyTree tree;
    std::vector<Cluster> roots;
    std::vector<Pair> pairs;
    auto enter = [&](Cluster root) {
        for (Cluster other : roots) {
            const double psi = splitting.psi(other, root);
            pairs.push_back({psi, splitting.preference(other, root, psi), {other, root}});
        }
        tree.splitsScored += static_cast<double>(roots.size());
        roots.push_back(root);
    };
    for (Cluster rest = cluster; rest; rest &= rest - 1)
        enter(lowestLeaf(rest));
    while (roots.size() > 1) {
        const Pair best = *std::ranges::max_element(pairs, {}, &Pair::preference);
        const Cluster parent = best.split.parent();
        tree.splits.push_back(best.split);
        tree.score += best.psi;
        std::erase_if(roots, [&](Cluster root) { return (root & parent) != 0; });
        std::erase_if(pairs, [&](const Pair &pair) { return (pair.split.parent() & parent) != 0; });
        enter(parent);
    }
    return tree;
}

} // namespace quincunx
