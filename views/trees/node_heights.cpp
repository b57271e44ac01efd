#include "views/trees/node_heights.h"

#include "core/substructure/jet_tree.h"

#include <QObject>

#include <algorithm>

namespace quincunx {

NodeHeights::NodeHeights(const TreesResult &result, TreesDisplay::Height height,
                         std::span<const Tree *const> trees)
    : m_result(result)
    , m_byLeaves(height == TreesDisplay::Height::Leaves) {
    const LeafData &data = result.leaves.data;
    if (m_byLeaves) {
        m_scale = AxisScale{1, std::max(2., static_cast<double>(result.leaves.size())), false};
        m_title = QObject::tr("Leaves below the node");
    } else {
        const bool jet = !data.momenta.empty();
        if (!jet && data.table.size() > 1)
            m_mostSimilar = data.table.weights.maxCoeff();
        std::vector<double> all;
        for (const Tree *tree : trees)
            for (double value : values(*tree))
                all.push_back(value);
        m_scale = AxisScale::of(all, jet);
        m_title = jet ? QObject::tr("Mass [GeV]") : QObject::tr("Mean dissimilarity");
    }
    m_scale = m_scale.widened(0.05, 0.08);
}

std::vector<double> NodeHeights::values(const Tree &tree) const {
    std::vector<double> values(static_cast<std::size_t>(tree.nodeCount()), 0);
    const LeafData &data = m_result.leaves.data;
    if (m_byLeaves) {
        for (int k = tree.leafCount(); k < tree.nodeCount(); ++k)
            values[static_cast<std::size_t>(k)] = tree.node(k).leaves;
    } else if (!data.momenta.empty()) {
        const std::vector<FourMomentum> momenta = nodeMomenta(tree, data.momenta);
        for (int k = tree.leafCount(); k < tree.nodeCount(); ++k)
            values[static_cast<std::size_t>(k)] = std::max(0., momenta[static_cast<std::size_t>(k)].mass());
    } else {
        for (int k = tree.leafCount(); k < tree.nodeCount(); ++k) {
            const std::vector<int> a = tree.leavesBelow(tree.node(k).left);
            const std::vector<int> b = tree.leavesBelow(tree.node(k).right);
            values[static_cast<std::size_t>(k)] = m_mostSimilar - data.table.weights(a, b).mean();
        }
    }
    return values;
}

std::vector<double> NodeHeights::fractions(const Tree &tree) const {
    std::vector<double> heights = values(tree);
    for (int k = 0; k < tree.nodeCount(); ++k) {
        double &height = heights[static_cast<std::size_t>(k)];
        height = tree.isLeaf(k) ? 0 : m_scale.fraction(height);
    }
    return heights;
}

} // namespace quincunx
