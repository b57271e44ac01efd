#include "views/tree_drawing/tree_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace quincunx {

TreeLayout::TreeLayout(const Tree &tree, std::span<const int> leaves, std::span<const double> weights,
                       std::span<const double> heights, const std::vector<bool> &collapsed) {
    if (tree.nodeCount() == 0)
        return;
    nodes.resize(static_cast<std::size_t>(tree.nodeCount()));
    auto at = [&](int k) -> Node & { return nodes[static_cast<std::size_t>(k)]; };
    std::vector<double> weight(nodes.size(), 0); // of nodes
    for (int k = 0; k < tree.nodeCount(); ++k) {
        const Tree::Node &node = tree.node(k);
        const auto i = static_cast<std::size_t>(k);
        if (tree.isLeaf(k)) {
            weight[i] = std::max(0., weights[i]);
            continue;
        }
        weight[i] =
            weight[static_cast<std::size_t>(node.left)] + weight[static_cast<std::size_t>(node.right)];
        at(k).y = std::max({heights[i], at(node.left).y, at(node.right).y});
        at(k).collapsed = collapsed[i];
    }
    // The tip of a leaf is the highest collapsed node above it.
    std::vector<int> tipOf(nodes.size());
    for (int k = tree.root(); k >= 0; --k) {
        const int parent = tree.node(k).parent;
        const bool inside = parent >= 0 && (!at(parent).shown || at(parent).collapsed);
        at(k).shown = !inside;
        tipOf[static_cast<std::size_t>(k)] = inside ? tipOf[static_cast<std::size_t>(parent)] : k;
    }
    std::vector<bool> placed(nodes.size(), false);
    for (int leaf : leaves)
        if (const int tip = tipOf[static_cast<std::size_t>(leaf)]; !placed[static_cast<std::size_t>(tip)]) {
            placed[static_cast<std::size_t>(tip)] = true;
            tips.push_back(tip);
        }
    const double total = weight.back();
    double x = 0;
    for (int tip : tips) {
        const double share = 1.0 / static_cast<double>(tips.size());
        const double byWeight = total > 0 ? weight[static_cast<std::size_t>(tip)] / total : share;
        at(tip).left = x;
        x += (share + byWeight) / 2;
        at(tip).right = x;
        at(tip).x = (at(tip).left + at(tip).right) / 2;
    }
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k) {
        Node &node = at(k);
        if (!node.shown || node.collapsed)
            continue;
        const Node &a = at(tree.node(k).left), &b = at(tree.node(k).right);
        node.x = (a.x + b.x) / 2;
        node.left = std::min(a.left, b.left);
        node.right = std::max(a.right, b.right);
    }
}

int TreeLayout::tipAt(double x) const {
    const auto found =
        std::ranges::find_if(tips, [&](int tip) { return x >= node(tip).left && x < node(tip).right; });
    return found == tips.end() ? -1 : *found;
}

int TreeLayout::nodeAt(const Tree &tree, double x, double y, double reachX, double reachY) const {
    int found = -1;
    double nearest = 1;
    // Distance from a box, in units of the reach.
    auto consider = [&](int k, double x0, double x1, double y0, double y1) {
        const double dx = std::max({x0 - x, 0., x - x1}) / reachX,
                     dy = std::max({y0 - y, 0., y - y1}) / reachY;
        if (const double distance = std::hypot(dx, dy); distance < nearest) {
            nearest = distance;
            found = k;
        }
    };
    for (int k = 0; k < tree.nodeCount(); ++k) {
        const Node &here = node(k);
        if (!here.shown)
            continue;
        const int parent = tree.node(k).parent;
        consider(k, here.x, here.x, here.y, parent < 0 ? 1 : node(parent).y);
        if (here.collapsed) { // a wedge from the node to the foot
            const double part = here.y > 0 ? std::clamp((here.y - y) / here.y, 0., 1.) : 1;
            consider(k, here.x + (here.left - here.x) * part, here.x + (here.right - here.x) * part, 0,
                     here.y);
        } else if (!tree.isLeaf(k)) {
            const auto [a, b] = std::minmax(node(tree.node(k).left).x, node(tree.node(k).right).x);
            consider(k, a, b, here.y, here.y);
        }
    }
    return found;
}

MergeCut::MergeCut(const Tree &tree, const TreeLayout &layout) {
    double highest = 0;
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k)
        m_heights.push_back(highest = std::max(highest, layout.node(k).y));
}

double MergeCut::height(int branches) const {
    const int merges = static_cast<int>(m_heights.size());
    const int below = merges - std::clamp(branches - 1, 0, merges);
    const double low = below > 0 ? m_heights[static_cast<std::size_t>(below - 1)] : 0;
    const double high = below < merges ? m_heights[static_cast<std::size_t>(below)] : 1;
    return (low + high) / 2;
}

int MergeCut::branches(double height) const {
    const auto above = m_heights.end() - std::ranges::upper_bound(m_heights, height);
    return 1 + static_cast<int>(above);
}

} // namespace quincunx
