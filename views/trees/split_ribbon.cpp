#include "views/trees/split_ribbon.h"

#include <algorithm>

namespace quincunx {
namespace {

int commonAncestor(const Tree &tree, int a, int b) {
    while (a != b) // children are numbered before their parents
        (a < b ? a : b) = tree.node(std::min(a, b)).parent;
    return a;
}

} // namespace

std::vector<int> splitsInGaps(const Tree &tree, std::span<const int> order) {
    if (order.size() < 2)
        return {};
    std::vector<int> inGap(order.size() - 1, -1);
    std::vector<bool> used(static_cast<std::size_t>(tree.nodeCount()), false);
    for (std::size_t gap = 0; gap + 1 < order.size(); ++gap) {
        const int node = commonAncestor(tree, order[gap], order[gap + 1]);
        if (!used[static_cast<std::size_t>(node)]) {
            used[static_cast<std::size_t>(node)] = true;
            inGap[gap] = node;
        }
    }
    // Those that are left over, by where their leaves are on average.
    std::vector<double> place(static_cast<std::size_t>(tree.nodeCount()), 0); // Σ over the leaves
    for (std::size_t k = 0; k < order.size(); ++k)
        place[static_cast<std::size_t>(order[k])] = static_cast<double>(k);
    std::vector<int> left;
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k) {
        place[static_cast<std::size_t>(k)] = place[static_cast<std::size_t>(tree.node(k).left)] +
                                             place[static_cast<std::size_t>(tree.node(k).right)];
        if (!used[static_cast<std::size_t>(k)])
            left.push_back(k);
    }
    std::ranges::sort(left, {},
                      [&](int k) { return place[static_cast<std::size_t>(k)] / tree.node(k).leaves; });
    auto next = left.begin();
    for (int &node : inGap)
        if (node < 0)
            node = *next++;
    return inGap;
}

} // namespace quincunx
