#include "core/trees/tree.h"

#include "core/base/error.h"

namespace quincunx {

Tree::Tree(int leaves, std::span<const Merge> merges) : m_leaves(leaves) {
    auto refuse = [](const std::string &why) {
        throw Error("merges do not make a tree", why, "give n-1 merges of nodes that have no parent yet");
    };
    if (leaves < 1 || merges.size() + 1 != static_cast<std::size_t>(leaves))
        refuse(std::to_string(merges.size()) + " merges of " + std::to_string(leaves) + " leaves");
    m_nodes.resize(static_cast<std::size_t>(2 * leaves - 1));
    int made = leaves;
    for (const Merge &merge : merges) {
        Node &parent = m_nodes[static_cast<std::size_t>(made)];
        parent = {merge.first, merge.second, -1, merge.height, 0};
        for (int child : {merge.first, merge.second}) {
            if (child < 0 || child >= made)
                refuse("merge " + std::to_string(made - leaves) + " takes node " + std::to_string(child));
            Node &below = m_nodes[static_cast<std::size_t>(child)];
            if (below.parent >= 0)
                refuse("node " + std::to_string(child) + " is merged twice");
            below.parent = made;
            parent.leaves += below.leaves;
        }
        ++made;
    }
}

std::vector<Merge> Tree::merges() const {
    std::vector<Merge> merges;
    for (int k = m_leaves; k < nodeCount(); ++k)
        merges.push_back({node(k).left, node(k).right, node(k).height});
    return merges;
}

std::vector<int> Tree::leavesBelow(int top) const {
    std::vector<int> leaves, waiting{top};
    leaves.reserve(static_cast<std::size_t>(node(top).leaves));
    while (!waiting.empty()) { // no recursion: a caterpillar of 10⁵ leaves is as deep
        const int next = waiting.back();
        waiting.pop_back();
        if (isLeaf(next)) {
            leaves.push_back(next);
        } else {
            waiting.push_back(node(next).right);
            waiting.push_back(node(next).left);
        }
    }
    return leaves;
}

} // namespace quincunx
