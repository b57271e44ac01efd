#include "core/trees/leaf_order.h"

namespace quincunx {

std::vector<int> heavierFirst(const Tree &tree, std::span<const double> weights) {
    std::vector<int> leaves, waiting;
    if (tree.nodeCount() > 0)
        waiting.push_back(tree.root());
    while (!waiting.empty()) { // no recursion: a caterpillar of 10⁵ leaves is as deep
        const int next = waiting.back();
        waiting.pop_back();
        if (tree.isLeaf(next)) {
            leaves.push_back(next);
            continue;
        }
        const auto [left, right, parent, height, count] = tree.node(next);
        const bool leftFirst =
            weights[static_cast<std::size_t>(left)] >= weights[static_cast<std::size_t>(right)];
        waiting.push_back(leftFirst ? right : left);
        waiting.push_back(leftFirst ? left : right);
    }
    return leaves;
}

} // namespace quincunx
