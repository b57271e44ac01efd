#include "core/trees/leaf_order.h"
#include "tests/support.h"
#include "views/tree_drawing/tree_layout.h"

#include <algorithm>
#include <numeric>
#include <random>

using namespace quincunx;

namespace {

/// A random tree with its drawing's ingredients; the n−1 merges stand ever higher.
struct Sample {
    Tree tree;
    std::vector<double> weights, heights;
    std::vector<int> leaves;
    std::vector<bool> collapsed;

    Sample(int n, std::mt19937 &random) {
        std::vector<int> roots(static_cast<std::size_t>(n));
        std::iota(roots.begin(), roots.end(), 0);
        std::vector<Merge> merges;
        std::exponential_distribution<double> weight(1);
        for (int leaf = 0; leaf < n; ++leaf)
            weights.push_back(weight(random));
        std::vector<double> nodeWeights(weights);
        while (roots.size() > 1) {
            std::ranges::shuffle(roots, random);
            const int a = roots.back();
            roots.pop_back();
            const int b = std::exchange(roots.back(), n + static_cast<int>(merges.size()));
            merges.push_back({a, b, static_cast<double>(merges.size() + 1)});
            nodeWeights.push_back(nodeWeights[static_cast<std::size_t>(a)] +
                                  nodeWeights[static_cast<std::size_t>(b)]);
        }
        tree = Tree(n, merges);
        for (const Tree::Node &node : tree.nodes())
            heights.push_back(node.height / n);
        leaves = heavierFirst(tree, nodeWeights);
        collapsed.assign(heights.size(), false);
    }
    TreeLayout layout() const { return {tree, leaves, weights, heights, collapsed}; }
};

void verifyFoot(const TreeLayout &layout) {
    double x = 0;
    for (int tip : layout.tips) { // one beside the other, nothing between, all of the width
        QVERIFY(std::fabs(layout.node(tip).left - x) < 1e-12);
        QVERIFY(layout.node(tip).right > layout.node(tip).left);
        x = layout.node(tip).right;
    }
    QVERIFY(std::fabs(x - 1) < 1e-9);
}

void verifyParents(const Tree &tree, const TreeLayout &layout) {
    for (int k = 0; k < tree.nodeCount(); ++k)
        if (const int parent = tree.node(k).parent; parent >= 0)
            QVERIFY(layout.node(parent).y >= layout.node(k).y);
}

} // namespace

class TestTreeLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesShareTheFoot() {
        std::mt19937 random(1);
        for (int n = 1; n <= 150; n += n < 10 ? 1 : 20) {
            const Sample sample(n, random);
            const TreeLayout layout = sample.layout();
            QCOMPARE(layout.tips, sample.leaves);
            verifyFoot(layout);
            verifyParents(sample.tree, layout);
            for (int a = 0; a < n; ++a) {
                const auto width = [&](int k) { return layout.node(k).right - layout.node(k).left; };
                QVERIFY(width(a) >= 0.5 / n);
                const int b = (a + 1) % n;
                QCOMPARE(width(a) > width(b) + 1e-12,
                         sample.weights[static_cast<std::size_t>(a)] >
                             sample.weights[static_cast<std::size_t>(b)] + 1e-12);
                QCOMPARE(layout.node(a).y, 0.);
                QCOMPARE(layout.tipAt(layout.node(a).x), a);
            }
        }
    }

    void branchesDoNotCross() {
        std::mt19937 random(2);
        const Sample sample(80, random);
        const TreeLayout layout = sample.layout();
        for (int k = 80; k < sample.tree.nodeCount(); ++k) {
            const Tree::Node &node = sample.tree.node(k);
            const auto &a = layout.node(node.left), &b = layout.node(node.right), &here = layout.node(k);
            QVERIFY(a.right <= b.left + 1e-12 || b.right <= a.left + 1e-12);
            QVERIFY(here.x > std::min(a.x, b.x) && here.x < std::max(a.x, b.x));
        }
    }

    void lowMergesAreRaisedToTheirChildren() {
        std::mt19937 random(3);
        Sample sample(40, random);
        std::uniform_real_distribution<double> height(0, 1);
        for (double &h : sample.heights)
            h = height(random);
        const TreeLayout layout = sample.layout();
        verifyParents(sample.tree, layout);
        for (int k = 40; k < sample.tree.nodeCount(); ++k)
            QVERIFY(layout.node(k).y >= sample.heights[static_cast<std::size_t>(k)]);
    }

    void anyOrderOfLeavesWillDo() {
        std::mt19937 random(4);
        Sample sample(30, random);
        std::ranges::shuffle(sample.leaves, random);
        const TreeLayout layout = sample.layout();
        QCOMPARE(layout.tips, sample.leaves);
        verifyFoot(layout);
    }

    void collapsedNodesAreTips() {
        std::mt19937 random(5);
        Sample sample(60, random);
        const TreeLayout open = sample.layout();
        const int node = 60 + 40;
        sample.collapsed[static_cast<std::size_t>(node)] = true;
        const TreeLayout layout = sample.layout();
        verifyFoot(layout);
        QCOMPARE(static_cast<int>(layout.tips.size()), 60 - sample.tree.node(node).leaves + 1);
        QVERIFY(std::ranges::find(layout.tips, node) != layout.tips.end());
        for (int leaf : sample.tree.leavesBelow(node))
            QVERIFY(!layout.node(leaf).shown);
        QVERIFY(layout.node(node).right - layout.node(node).left <
                open.node(node).right - open.node(node).left); // that is what it is for
    }

    void nodesAreFoundWhereTheyAreDrawn() {
        std::mt19937 random(6);
        const Sample sample(50, random);
        const TreeLayout layout = sample.layout();
        for (int k = 0; k < sample.tree.nodeCount(); ++k) {
            const auto &node = layout.node(k);
            const int parent = sample.tree.node(k).parent;
            const double middle = (node.y + (parent < 0 ? 1 : layout.node(parent).y)) / 2;
            QCOMPARE(layout.nodeAt(sample.tree, node.x, middle, 1e-4, 1e-4), k);
        }
        QCOMPARE(layout.nodeAt(sample.tree, 0, 1, 1e-4, 1e-4), -1);
    }

    void cutsLeaveAsManyBranchesAsAsked() {
        std::mt19937 random(7);
        for (int n : {2, 3, 40}) {
            const Sample sample(n, random);
            const TreeLayout layout = sample.layout();
            const MergeCut cut(sample.tree, layout);
            for (int branches = 1; branches <= n; ++branches) {
                const double y = cut.height(branches);
                QCOMPARE(cut.branches(y), branches);
                int stems = 0; // that the line meets
                for (int k = 0; k < sample.tree.nodeCount(); ++k) {
                    const int parent = sample.tree.node(k).parent;
                    stems += layout.node(k).y <= y && (parent < 0 || layout.node(parent).y > y);
                }
                QCOMPARE(stems, branches);
            }
            QCOMPARE(cut.height(n + 5), cut.height(n));
            QCOMPARE(cut.branches(2), 1);
            QCOMPARE(cut.branches(-1), n);
        }
    }
};

QUINCUNX_TEST(tree_layout, TestTreeLayout, NoApplication)
#include "test_tree_layout.moc"
