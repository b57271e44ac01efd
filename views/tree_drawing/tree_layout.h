#pragma once

#include "core/trees/tree.h"

#include <span>
#include <vector>

namespace quincunx {

/// Where the nodes of a tree stand in the unit square: leaves at its foot (y = 0), the root above. Knows
/// nothing of what the tree is of, nor of pixels, so that several trees can be laid out over one order of
/// leaves.
///
/// The foot is shared by the tips: the leaves, and the nodes that are collapsed. Half of it is shared equally
/// and half by weight, so that heavy tips are wide and none is invisible.
struct TreeLayout {
    struct Node {
        double x = 0;               ///< of its stem: the middle of its children; of a tip, the middle of it
        double y = 0;               ///< 0 for leaves
        double left = 0, right = 0; ///< the tips below it reach from … to
        bool shown = false;         ///< not inside a collapsed node
        bool collapsed = false;
    };
    std::vector<Node> nodes; ///< as numbered in the tree
    std::vector<int> tips;   ///< from left to right

    TreeLayout() = default;
    /// \param leaves from left to right. \param weights of the leaves; of no weight counts as 0.
    /// \param heights of the nodes in [0, 1], leaves ignored. Where a merge is lower than one below it
    /// (anti-kT often merges so), it is drawn as high as that one: parents never stand below their children.
    /// \param collapsed nodes; leaves among them are ignored.
    /// Cost: the number of nodes.
    TreeLayout(const Tree &tree, std::span<const int> leaves, std::span<const double> weights,
               std::span<const double> heights, const std::vector<bool> &collapsed);

    const Node &node(int index) const { return nodes[static_cast<std::size_t>(index)]; }
    /// The tip that stands at `x`, −1 if none.
    int tipAt(double x) const;
    /// What is drawn at (x, y) or nearest to it: a stem, the bar between two children, a wedge.
    /// \param reachX, reachY how far away it may be. \return −1 if nothing is.
    int nodeAt(const Tree &tree, double x, double y, double reachX, double reachY) const;
};

/// Cuts through a tree between two merges, as heights: as many branches as stems are cut.
class MergeCut {
public:
    MergeCut() = default;
    MergeCut(const Tree &tree, const TreeLayout &layout);

    /// Between the last merge below the cut and the first above it. \param branches 1 … number of leaves.
    double height(int branches) const;
    /// How many branches a cut at `height` leaves. Merges are counted in their order: one that stands lower
    /// than an earlier one counts as high as that.
    int branches(double height) const;

private:
    std::vector<double> m_heights; // of the merges, never falling
};

} // namespace quincunx
