#include "core/trees/overlap.h"

#include "core/base/error.h"

#include <algorithm>

namespace quincunx {

void requireSameLeaves(const Tree &a, const Tree &b) {
    if (a.leafCount() != b.leafCount() || a.leafCount() == 0)
        throw Error("cannot compare the trees",
                    "one has " + std::to_string(a.leafCount()) + " leaves, the other " +
                        std::to_string(b.leafCount()),
                    "compare trees over the same leaves");
}

Eigen::MatrixXi overlap(const Tree &a, const Tree &b) {
    requireSameLeaves(a, b);
    Eigen::MatrixXi shared = Eigen::MatrixXi::Zero(a.nodeCount(), b.nodeCount());
    for (int leaf = 0; leaf < a.leafCount(); ++leaf)
        for (int v = leaf; v >= 0; v = b.node(v).parent)
            shared(leaf, v) = 1;
    for (int u = a.leafCount(); u < a.nodeCount(); ++u)
        shared.row(u) = shared.row(a.node(u).left) + shared.row(a.node(u).right);
    return shared;
}

std::vector<double> bestMatches(const Tree &a, const Tree &b) {
    const Eigen::MatrixXi shared = overlap(a, b);
    std::vector<double> best(static_cast<std::size_t>(a.nodeCount()), 0);
    for (int u = 0; u < a.nodeCount(); ++u)
        for (int v = 0; v < b.nodeCount(); ++v) {
            const int together = a.node(u).leaves + b.node(v).leaves - shared(u, v);
            double &here = best[static_cast<std::size_t>(u)];
            here = std::max(here, static_cast<double>(shared(u, v)) / together);
        }
    return best;
}

} // namespace quincunx
