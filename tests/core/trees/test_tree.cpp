#include "core/base/error.h"
#include "core/trees/leaf_order.h"
#include "core/trees/tree.h"
#include "tests/registry.h"

#include <algorithm>
#include <numeric>
#include <random>

using namespace quincunx;

namespace {

/// A tree over n leaves, any with the same chance as the next in this order of merging.
Tree randomTree(int n, std::mt19937_64 &random) {
    std::vector<int> roots(static_cast<std::size_t>(n));
    std::iota(roots.begin(), roots.end(), 0);
    std::vector<Merge> merges;
    while (roots.size() > 1) {
        std::ranges::shuffle(roots, random);
        const int second = roots.back();
        roots.pop_back();
        merges.push_back({roots.back(), second, static_cast<double>(merges.size() + 1)});
        roots.back() = n + static_cast<int>(merges.size()) - 1;
    }
    return Tree(n, merges);
}

} // namespace

class TestTree : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void heavierBranchesStandLeft() {
        std::mt19937_64 random(3);
        std::uniform_real_distribution<double> weight(0, 1);
        for (int n = 1; n < 30; ++n) {
            const Tree tree = randomTree(n, random);
            std::vector<double> weights;
            for (int k = 0; k < tree.nodeCount(); ++k)
                weights.push_back(weight(random));
            const std::vector<int> order = heavierFirst(tree, weights);
            std::vector<int> place(static_cast<std::size_t>(n), -1);
            for (std::size_t i = 0; i < order.size(); ++i)
                place[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
            QVERIFY(std::ranges::find(place, -1) == place.end());
            auto reach = [&](int node) {
                std::vector<int> places;
                for (int leaf : tree.leavesBelow(node))
                    places.push_back(place[static_cast<std::size_t>(leaf)]);
                const auto [low, high] = std::ranges::minmax(places);
                return std::pair(low, high);
            };
            for (int k = n; k < tree.nodeCount(); ++k) {
                const auto [left, right, parent, height, leaves] = tree.node(k);
                const bool leftFirst =
                    weights[static_cast<std::size_t>(left)] >= weights[static_cast<std::size_t>(right)];
                QCOMPARE(reach(leftFirst ? left : right).second + 1, reach(leftFirst ? right : left).first);
                QCOMPARE(reach(k).second - reach(k).first + 1, leaves);
            }
        }
        const Tree pair(2, std::vector<Merge>{{1, 0, 1.}});
        QCOMPARE(heavierFirst(pair, std::vector<double>{1, 1, 2}), (std::vector<int>{1, 0})); // as it stands
    }

    void childrenComeBeforeParents() {
        std::mt19937_64 random(1);
        for (int n = 1; n < 40; ++n) {
            const Tree tree = randomTree(n, random);
            QCOMPARE(tree.nodeCount(), 2 * n - 1);
            QCOMPARE(tree.node(tree.root()).leaves, n);
            std::vector<int> below = tree.leavesBelow(tree.root());
            std::ranges::sort(below);
            for (int leaf = 0; leaf < n; ++leaf)
                QCOMPARE(below[static_cast<std::size_t>(leaf)], leaf);
            for (int k = n; k < tree.nodeCount(); ++k) {
                QVERIFY(tree.node(k).left < k && tree.node(k).right < k);
                QCOMPARE(tree.node(tree.node(k).left).parent, k);
            }
        }
    }

    void newickComesBack() {
        std::mt19937_64 random(2);
        for (int n = 1; n < 40; ++n) {
            const Tree tree = randomTree(n, random);
            const NamedTree again = treeFromNewick(toNewick(tree));
            QCOMPARE(toNewick(again.tree), toNewick(tree));
            std::vector<std::string> names;
            for (int leaf = 0; leaf < n; ++leaf)
                names.push_back("it's (" + std::to_string(leaf) + ")");
            const NamedTree named = treeFromNewick(toNewick(tree, names, true) + ";");
            QCOMPARE(toNewick(named.tree, named.labels), toNewick(tree, names));
            QCOMPARE(named.tree.node(named.tree.root()).height, tree.node(tree.root()).height);
        }
    }

    void newickIsReadAsOthersWriteIt() {
        const NamedTree read =
            treeFromNewick(" ( (raccoon:19.2,bear:6.8)ursid:0.8 , [a comment] 'sea lion':12 ) ; ");
        QCOMPARE(read.labels, (std::vector<std::string>{"raccoon", "bear", "sea lion"}));
        QCOMPARE(toNewick(read.tree), std::string("((0,1),2)"));
        QCOMPARE(read.tree.node(read.tree.root()).height, 20.0);
        QCOMPARE(toNewick(treeFromNewick("((2,0),1)").tree), std::string("((2,0),1)"));
    }

    void deepTreesNeedNoStack() {
        const int n = 200000;
        std::vector<Merge> merges{{0, 1, 1}};
        for (int k = 2; k < n; ++k)
            merges.push_back({n + k - 2, k, double(k)});
        const Tree tree(n, merges);
        QCOMPARE(treeFromNewick(toNewick(tree)).tree.leafCount(), n);
        QCOMPARE(tree.leavesBelow(tree.root()).size(), std::size_t(n));
    }

    void damage_data() {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "(", "(0", "(0,", "(0,1", "(0,1,2)", "(0)", "0,1", "(0,0)", "(0,1)x y",
                                 "(0,)", "('a,1)", "(0:x,1)", "(0,1[", "()", "(0,1))", ");"})
            QTest::newRow(text) << text;
    }
    void damage() {
        QFETCH(QString, text);
        QVERIFY_THROWS_EXCEPTION(Error, treeFromNewick(text.toStdString()));
    }

    void mergesThatMakeNoTree() {
        QVERIFY_THROWS_EXCEPTION(Error, Tree(3, std::vector<Merge>{{0, 1, 0}}));
        QVERIFY_THROWS_EXCEPTION(Error, Tree(3, std::vector<Merge>{{0, 1, 0}, {0, 2, 0}}));
        QVERIFY_THROWS_EXCEPTION(Error, Tree(3, std::vector<Merge>{{0, 4, 0}, {1, 2, 0}}));
        QVERIFY_THROWS_EXCEPTION(Error, Tree(0, {}));
    }
};

QUINCUNX_TEST(tree, TestTree, NoApplication)
#include "test_tree.moc"
