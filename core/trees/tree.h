#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quincunx {

/// Two nodes that become one; see Tree.
struct Merge {
    int first = 0, second = 0;
    double height = 0; ///< what the maker says of it: d_ij, t [GeV²], a cost ...; drawn as the node's height
};

/// A rooted binary tree over leaves 0 … n−1: a clustering, a shower, a phylogeny. The one tree type of the
/// program. Immutable.
///
/// Inner nodes are n … 2n−2 in the order of merging, so that children come before their parents and the last
/// node is the root. A tree of one leaf is that leaf. Two trees are the same clustering if their clades are
/// the same, however left and right or the order of merging differ.
class Tree {
public:
    struct Node {
        int left = -1, right = -1; ///< −1 for leaves
        int parent = -1;           ///< −1 for the root
        double height = 0;         ///< of its merge; 0 for leaves
        int leaves = 1;            ///< how many stand below it
    };

    /// No leaf at all: what there is before there is a tree.
    Tree() = default;

    /// \param merges n−1 of them; the s-th makes node n+s.
    /// \throws Error if they are not n−1, name a node that does not exist yet, or one that has a parent.
    Tree(int leaves, std::span<const Merge> merges);

    int leafCount() const { return m_leaves; }
    int nodeCount() const { return static_cast<int>(m_nodes.size()); }
    int root() const { return nodeCount() - 1; }
    bool isLeaf(int node) const { return node < m_leaves; }
    const Node &node(int index) const { return m_nodes[static_cast<std::size_t>(index)]; }
    const std::vector<Node> &nodes() const { return m_nodes; }

    std::vector<Merge> merges() const;
    /// The leaves below `node` from left to right; of the whole tree if it is the root. Cost: their number.
    std::vector<int> leavesBelow(int node) const;

private:
    int m_leaves = 0;
    std::vector<Node> m_nodes;
};

/// `((0,1),2)`: the leaves by number, without heights.
std::string toNewick(const Tree &tree);
/// With names for the leaves, quoted where Newick asks for it, and heights as branch lengths if `heights`.
std::string toNewick(const Tree &tree, std::span<const std::string> labels, bool heights = false);

/// A tree as read, with the names of its leaves in the order of their numbers.
struct NamedTree {
    Tree tree;
    std::vector<std::string> labels;
};

/// Reads Newick, with or without labels of inner nodes (ignored) and branch lengths (a node's height is then
/// the longest way down to its leaves). Leaves named 0 … n−1 keep these numbers; others are numbered as they
/// come. \throws Error with the place if it is malformed, not binary, or names a leaf twice.
NamedTree treeFromNewick(std::string_view text);

} // namespace quincunx
