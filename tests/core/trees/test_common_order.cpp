// One order of leaves for several trees, and the depth at which trees part their leaves.
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/trees/ancestor_depth.h"
#include "core/trees/common_order.h"
#include "tests/support.h"

#include <algorithm>
#include <numeric>

using namespace quincunx;

namespace {

Tree randomTree(int n, RandomEngine &random) {
    std::vector<int> free(static_cast<std::size_t>(n));
    std::iota(free.begin(), free.end(), 0);
    std::vector<Merge> merges;
    while (free.size() > 1) {
        auto take = [&] {
            const std::size_t k = random() % free.size();
            const int node = free[k];
            free.erase(free.begin() + static_cast<std::ptrdiff_t>(k));
            return node;
        };
        const int a = take(), b = take();
        merges.push_back({a, b, 0});
        free.push_back(n + static_cast<int>(merges.size()) - 1);
    }
    return Tree(n, merges);
}

/// Σ over inner nodes of (last − first place of their leaves), by looking.
int spread(const Tree &tree, const std::vector<int> &order) {
    int sum = 0;
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k) {
        int first = tree.leafCount(), last = 0;
        for (int leaf : tree.leavesBelow(k)) {
            const int place = static_cast<int>(std::ranges::find(order, leaf) - order.begin());
            first = std::min(first, place);
            last = std::max(last, place);
        }
        sum += last - first;
    }
    return sum;
}

/// What it is at least: clusters that stand together.
int leastSpread(const Tree &tree) {
    int sum = 0;
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k)
        sum += tree.node(k).leaves - 1;
    return sum;
}

} // namespace

class CommonOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstTreeNeverCrosses() {
        RandomEngine random(1);
        for (int n : {1, 2, 3, 9, 20, 64}) {
            const Tree tree = randomTree(n, random);
            const std::vector<Tree> others{randomTree(n, random), randomTree(n, random)};
            const std::vector<int> order = commonOrder(tree, others);
            std::vector<int> sorted = order;
            std::ranges::sort(sorted);
            for (int k = 0; k < n; ++k)
                QCOMPARE(sorted[static_cast<std::size_t>(k)], k);
            QCOMPARE(spread(tree, order), leastSpread(tree));
        }
    }

    void theOthersCrossLessThanInTheTreesOwnOrder() {
        RandomEngine random(2);
        int better = 0;
        for (int trial = 0; trial < 40; ++trial) {
            const Tree tree = randomTree(12, random), other = randomTree(12, random);
            const int before = spread(other, tree.leavesBelow(tree.root()));
            const int after = spread(other, commonOrder(tree, {&other, 1}));
            QVERIFY(after <= before);
            better += after < before;
        }
        QVERIFY(better > 30);
    }

    void turnedCopiesDoNotCrossAtAll() {
        RandomEngine random(3);
        const Tree tree = randomTree(16, random);
        std::vector<Merge> merges = tree.merges();
        for (Merge &merge : merges)
            if (random() % 2)
                std::swap(merge.first, merge.second);
        const Tree turned(16, merges);
        QCOMPARE(spread(turned, commonOrder(tree, {&turned, 1})), leastSpread(turned));
    }

    void depthOfACaterpillar() {
        // ((0,1),2),3: 3 parts from all at the root, 2 one below it, 0 and 1 two below.
        const Tree tree(4, std::vector<Merge>{{0, 1, 1}, {4, 2, 2}, {5, 3, 3}});
        Eigen::Matrix4d expected;
        expected << 3, 2, 1, 0, 2, 3, 1, 0, 1, 1, 2, 0, 0, 0, 0, 1;
        QVERIFY(meanAncestorDepth({&tree, 1}) == expected);
        const Tree balanced(4, std::vector<Merge>{{0, 1, 1}, {2, 3, 1}, {4, 5, 2}});
        const std::vector<Tree> both{tree, balanced};
        QCOMPARE(meanAncestorDepth(both)(0, 1), 1.5);
        QCOMPARE(meanAncestorDepth(both)(2, 3), 0.5);
    }

    void differentLeavesAreRefused() {
        RandomEngine random(4);
        const std::vector<Tree> trees{randomTree(4, random), randomTree(5, random)};
        QVERIFY_THROWS_EXCEPTION(Error, meanAncestorDepth(trees));
        QVERIFY_THROWS_EXCEPTION(Error, meanAncestorDepth({}));
        QVERIFY_THROWS_EXCEPTION(Error, commonOrder(trees[0], trees));
    }
};

QUINCUNX_TEST(common_order, CommonOrder, QCoreApplication)
#include "test_common_order.moc"
