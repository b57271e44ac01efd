// Robinson-Foulds distances against the definition: clades as sets, one by one.
#include "core/base/error.h"
#include "core/trees/robinson_foulds.h"
#include "tests/support.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

using namespace quincunx;

namespace {

Tree randomTree(int leaves, std::mt19937_64 &random) {
    std::vector<int> open(static_cast<std::size_t>(leaves));
    std::iota(open.begin(), open.end(), 0);
    std::vector<Merge> merges;
    while (open.size() > 1) {
        std::ranges::shuffle(open, random);
        merges.push_back({open[open.size() - 1], open[open.size() - 2]});
        open.resize(open.size() - 2);
        open.push_back(leaves + static_cast<int>(merges.size()) - 1);
    }
    return Tree(leaves, merges);
}

std::set<std::set<int>> clades(const Tree &tree) {
    std::set<std::set<int>> clades;
    for (int k = 0; k < tree.nodeCount(); ++k) {
        const std::vector<int> leaves = tree.leavesBelow(k);
        clades.insert({leaves.begin(), leaves.end()});
    }
    return clades;
}

} // namespace

class RobinsonFoulds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheDefinition() {
        std::mt19937_64 random(1);
        for (int trial = 0; trial < 300; ++trial) {
            const int leaves = 1 + trial % 12;
            const Tree a = randomTree(leaves, random), b = randomTree(leaves, random);
            std::vector<std::set<int>> differ;
            std::ranges::set_symmetric_difference(clades(a), clades(b), std::back_inserter(differ));
            QCOMPARE(robinsonFoulds(a, b), static_cast<int>(differ.size()));
            QCOMPARE(robinsonFoulds(b, a), robinsonFoulds(a, b));
            QCOMPARE(robinsonFoulds(a, a), 0);
        }
    }

    void isAMetricOnManyLeaves() {
        std::mt19937_64 random(2);
        const Tree a = randomTree(700, random), b = randomTree(700, random), c = randomTree(700, random);
        QVERIFY(robinsonFoulds(a, b) > 0 && robinsonFoulds(a, b) <= 2 * 698);
        QVERIFY(robinsonFoulds(a, b) <= robinsonFoulds(a, c) + robinsonFoulds(c, b));
    }

    void leftAndRightAndOrderDoNotMatter() {
        const std::vector<Merge> one{{0, 1}, {2, 3}, {4, 5}}, other{{3, 2}, {1, 0}, {4, 5}};
        QCOMPARE(robinsonFoulds(Tree(4, one), Tree(4, other)), 0);
    }

    void differentLeaves() {
        QVERIFY_EXCEPTION_THROWN(robinsonFoulds(Tree(1, {}), Tree()), Error);
        QCOMPARE(robinsonFoulds(Tree(), Tree()), 0);
    }
};

QUINCUNX_TEST(robinson_foulds, RobinsonFoulds, QCoreApplication)
#include "test_robinson_foulds.moc"
