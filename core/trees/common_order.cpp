#include "core/trees/common_order.h"

#include "core/trees/overlap.h"

#include <algorithm>
#include <numeric>

namespace quincunx {
namespace {

std::vector<int> orderWith(const Tree &tree, const std::vector<bool> &turned) {
    std::vector<int> leaves, waiting{tree.root()};
    while (!waiting.empty()) {
        const int next = waiting.back();
        waiting.pop_back();
        if (tree.isLeaf(next)) {
            leaves.push_back(next);
            continue;
        }
        const Tree::Node &node = tree.node(next);
        const bool turn = turned[static_cast<std::size_t>(next)];
        waiting.push_back(turn ? node.left : node.right);
        waiting.push_back(turn ? node.right : node.left);
    }
    return leaves;
}

/// Σ over the nodes of the distance between their outermost leaves.
long spread(const Tree &tree, const std::vector<int> &place) {
    std::vector<int> first = place, last = place;
    long sum = 0;
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k) {
        const auto a = static_cast<std::size_t>(tree.node(k).left);
        const auto b = static_cast<std::size_t>(tree.node(k).right);
        first.push_back(std::min(first[a], first[b]));
        last.push_back(std::max(last[a], last[b]));
        sum += last.back() - first.back();
    }
    return sum;
}

} // namespace

std::vector<int> commonOrder(const Tree &tree, std::span<const Tree> others) {
    if (tree.nodeCount() == 0)
        return {};
    for (const Tree &other : others)
        requireSameLeaves(tree, other);
    std::vector<bool> turned(static_cast<std::size_t>(tree.nodeCount()), false);
    auto cost = [&] {
        const std::vector<int> order = orderWith(tree, turned);
        std::vector<int> place(order.size());
        for (std::size_t k = 0; k < order.size(); ++k)
            place[static_cast<std::size_t>(order[k])] = static_cast<int>(k);
        return std::accumulate(others.begin(), others.end(), 0L,
                               [&](long sum, const Tree &other) { return sum + spread(other, place); });
    };
    long best = cost();
    for (bool better = true; better;) {
        better = false;
        for (int k = tree.root(); k >= tree.leafCount(); --k) {
            turned[static_cast<std::size_t>(k)].flip();
            if (const long now = cost(); now < best) {
                best = now;
                better = true;
            } else {
                turned[static_cast<std::size_t>(k)].flip();
            }
        }
    }
    return orderWith(tree, turned);
}

} // namespace quincunx
