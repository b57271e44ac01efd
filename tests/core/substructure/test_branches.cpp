// Branches keep their numbers while the clustering is played back and forth.
#include "core/substructure/branches.h"
#include "core/substructure/jet_tree.h"
#include "tests/support.h"

#include <random>
#include <set>

using namespace quincunx;

class Branches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fallApartOneByOne() {
        std::mt19937_64 random(7);
        std::uniform_real_distribution<double> uniform(0, 1);
        for (double alpha : {-1.0, 0.0, 0.37, 1.0}) {
            std::vector<FourMomentum> momenta;
            for (int i = 0; i < 40; ++i)
                momenta.push_back(FourMomentum::fromPtEtaPhiMass(std::exp(4 * uniform(random)),
                                                                 uniform(random), uniform(random), 0));
            const Tree tree = clusterTree(momenta, alpha);
            const auto nodes = nodeMomenta(tree, momenta);
            std::vector<int> before = branchesOf(tree, nodes, 1);
            QCOMPARE(std::set<int>(before.begin(), before.end()), std::set<int>{0});
            for (int count = 2; count <= 40; ++count) {
                const std::vector<int> now = branchesOf(tree, nodes, count);
                QCOMPARE(std::set<int>(now.begin(), now.end()).size(), std::size_t(count));
                // Only the new branch has changed its number, it comes from one old branch, and is the softer
                // part.
                std::set<int> from;
                FourMomentum kept, left;
                for (std::size_t i = 0; i < now.size(); ++i)
                    if (now[i] != before[i]) {
                        QCOMPARE(now[i], count - 1);
                        from.insert(before[i]);
                    }
                QCOMPARE(from.size(), std::size_t(1));
                for (std::size_t i = 0; i < now.size(); ++i) {
                    FourMomentum *sum = now[i] == count - 1       ? &left
                                        : now[i] == *from.begin() ? &kept
                                                                  : nullptr;
                    if (sum)
                        *sum = *sum + momenta[i];
                }
                QVERIFY(left.pt() <= kept.pt() * (1 + 1e-12));
                before = now;
            }
            QCOMPARE(branchesOf(tree, nodes, 1000), before); // no more than there are leaves
            QCOMPARE(branchesOf(tree, nodes, -1), branchesOf(tree, nodes, 1));
        }
        const std::vector<FourMomentum> one{FourMomentum::fromPtEtaPhiMass(1, 0, 0, 0)};
        QCOMPARE(branchesOf(clusterTree(one, 0), one, 3), std::vector<int>{0});
    }
};

QUINCUNX_TEST(branches, Branches, NoApplication)
#include "test_branches.moc"
