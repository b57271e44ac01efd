#include "core/trees/ancestor_depth.h"

#include "core/base/error.h"
#include "core/trees/overlap.h"

namespace quincunx {

Eigen::MatrixXd meanAncestorDepth(std::span<const Tree> trees) {
    if (trees.empty())
        throw Error("cannot measure the depth of ancestors", "there is no tree", "give at least one");
    const int n = trees.front().leafCount();
    Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(n, n);
    for (const Tree &tree : trees) {
        requireSameLeaves(trees.front(), tree);
        std::vector<int> depth(static_cast<std::size_t>(tree.nodeCount()), 0);
        for (int k = tree.root() - 1; k >= 0; --k)
            depth[static_cast<std::size_t>(k)] = depth[static_cast<std::size_t>(tree.node(k).parent)] + 1;
        for (int k = 0; k < tree.nodeCount(); ++k) {
            const double here = depth[static_cast<std::size_t>(k)];
            if (tree.isLeaf(k)) {
                sum(k, k) += here;
                continue;
            }
            const std::vector<int> right = tree.leavesBelow(tree.node(k).right);
            for (int a : tree.leavesBelow(tree.node(k).left))
                for (int b : right) {
                    sum(a, b) += here;
                    sum(b, a) += here;
                }
        }
    }
    return sum / static_cast<double>(trees.size());
}

} // namespace quincunx
