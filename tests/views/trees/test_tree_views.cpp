// The geometry of the tree views: what is drawn where, and that it adds up.
#include "tests/support.h"
#include "views/document/trees_maker.h"
#include "views/likelihood_surface/contour.h"
#include "views/tree_stack/tree_stack_layout.h"
#include "views/trees/plot_frame.h"
#include "views/trees/split_ribbon.h"
#include "views/trees/trellis_graph.h"

#include <cmath>
#include <numeric>
#include <set>

using namespace quincunx;

namespace {

std::shared_ptr<const TreesResult> shower(int leaves, int seed, const char *kind = "qcd") {
    TreesOrder order;
    order.settings.leaves = leaves;
    order.settings.seed = seed;
    order.settings.kind = kind;
    order.settings.samples = 50;
    return makeTrees(order, MayTakeLong::No, {}, [](auto) {});
}

constexpr double line = 15;

} // namespace

class TreeViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySplitHasAGapOfItsOwn() {
        const auto result = shower(12, 3, "w");
        for (const FoundTree &tree : result->trees) {
            const std::vector<int> gaps = splitsInGaps(tree.tree, result->order);
            QCOMPARE(std::set<int>(gaps.begin(), gaps.end()).size(), std::size_t(11));
            for (int node : gaps)
                QVERIFY(node >= 12 && node < tree.tree.nodeCount());
        }
        // Where nothing crosses it is where neighbours part.
        const FoundTree &map = *result->find("map");
        const std::vector<int> gaps = splitsInGaps(map.tree, result->order);
        for (std::size_t gap = 0; gap < gaps.size(); ++gap) {
            const Tree::Node &node = map.tree.node(gaps[gap]);
            const Cluster left = map.clusters[static_cast<std::size_t>(node.left)];
            QVERIFY(((left & clusterOf(result->order[gap])) != 0) !=
                    ((left & clusterOf(result->order[gap + 1])) != 0));
        }
        QVERIFY(splitsInGaps(Tree(1, {}), std::vector<int>{0}).empty());
    }

    void ribbonsAddUpToTheDifference() {
        for (int seed : {1, 2, 5}) {
            const auto result = shower(9, seed);
            const TreeStackLayout stack(*result, {}, {0, 0, 700, 600}, line);
            QCOMPARE(stack.reference->method, std::string("map"));
            for (const TreeCell &cell : stack.cells) {
                const double sum = std::accumulate(cell.differences.begin(), cell.differences.end(), 0.);
                const double expected = cell.tree->logLikelihood - stack.reference->logLikelihood;
                QVERIFY(std::fabs(sum - expected) < 1e-9 || (std::isinf(sum) && std::isinf(expected)));
            }
        }
    }

    void treesStandInsideAndApart_data() {
        QTest::addColumn<QRectF>("area");
        QTest::newRow("small") << QRectF(0, 0, 480, 360);
        QTest::newRow("tall") << QRectF(0, 0, 500, 900);
        QTest::newRow("wide") << QRectF(10, 20, 1600, 420);
    }
    void treesStandInsideAndApart() {
        QFETCH(QRectF, area);
        const auto result = shower(16, 1, "w");
        TreesDisplay display;
        display.kt = display.cambridge = display.antikt = true;
        const TreeStackLayout stack(*result, display, area, line);
        QCOMPARE(stack.cells.size(), std::size_t(7));
        QRectF all;
        for (const TreeCell &cell : stack.cells) {
            const QRectF whole = cell.header | cell.canvas | cell.ribbon;
            QVERIFY(area.contains(whole) && cell.canvas.height() > 10);
            QVERIFY(!all.isValid() || !whole.intersects(stack.cells.front().canvas));
            for (const TreeCell &other : stack.cells)
                if (&other != &cell)
                    QVERIFY(!whole.intersects(other.header | other.canvas | other.ribbon));
            all |= whole;
            if (!cell.labels.isEmpty())
                QVERIFY(area.contains(cell.labels) && !cell.labels.intersects(stack.legend));
            // One order of leaves, and no parent below its children.
            QCOMPARE(cell.layout.tips, result->order);
            for (int k = cell.tree->tree.leafCount(); k < cell.tree->tree.nodeCount(); ++k)
                QVERIFY(cell.layout.node(k).y >= cell.layout.node(cell.tree->tree.node(k).left).y);
        }
        QCOMPARE(stack.columns > 1, area.width() > 1000 || area.height() < 400);
    }

    void theTreeComparedWithAgreesWithItself() {
        const auto result = shower(9, 2);
        TreesDisplay display;
        display.reference = TreesDisplay::Reference::Truth;
        const TreeStackLayout stack(*result, display, {0, 0, 700, 600}, line);
        QCOMPARE(stack.reference->method, std::string("truth"));
        for (const TreeCell &cell : stack.cells)
            for (std::size_t k = 0; k < cell.agreement.size(); ++k) {
                const bool same = std::ranges::count(stack.reference->clusters, cell.tree->clusters[k]) > 0;
                QCOMPARE(cell.agreement[k] >= 1, same);
            }
    }

    void boxesOfTheTrellisDoNotOverlap() {
        const QRectF area(5, 5, 420, 300);
        for (int n = 1; n <= TrellisGraph::mostLeaves; ++n) {
            const TrellisGraph graph(n);
            QCOMPARE(graph.steps.size(), std::size_t(allLeaves(n)) - static_cast<std::size_t>(n));
            for (Cluster a = 1; a <= allLeaves(n); ++a) {
                QVERIFY(area.contains(graph.box(a, area)));
                QCOMPARE(graph.clusterAt(graph.box(a, area).center(), area), a);
                for (Cluster b = 1; b < a; ++b)
                    QVERIFY(!graph.box(a, area).intersects(graph.box(b, area)));
            }
            // The recursion never needs what is not there yet.
            for (std::size_t k = 1; k < graph.steps.size(); ++k)
                QVERIFY(size(graph.steps[k]) >= size(graph.steps[k - 1]));
        }
    }

    void contoursOfAConeAreCircles() {
        Eigen::MatrixXd cone(41, 41);
        for (int row = 0; row < 41; ++row)
            for (int column = 0; column < 41; ++column)
                cone(row, column) = std::hypot(row - 20, column - 20);
        double length = 0;
        for (const QLineF &piece : contour(cone, 12.5)) {
            length += piece.length();
            for (const QPointF &at : {piece.p1(), piece.p2()})
                QVERIFY(std::fabs(std::hypot(at.x() - 20, at.y() - 20) - 12.5) < 0.02);
        }
        QVERIFY(std::fabs(length - 2 * M_PI * 12.5) < 0.2);
        QVERIFY(contour(cone, 100).isEmpty());
        cone(20, 32) = -std::numeric_limits<double>::infinity(); // a hole, not a wall around it
        for (const QLineF &piece : contour(cone, 12.5))
            QVERIFY(std::isfinite(piece.length()));
    }

    void framesMapThereAndBack() {
        const PlotFrame frame({0, 0, 480, 360}, line, {-120, -100, false}, {1, 256, true});
        for (double x : {-120., -111.5, -100.})
            QVERIFY(std::fabs(frame.valueX(frame.pixelX(x)) - x) < 1e-9);
        for (double y : {1., 16., 256.})
            QVERIFY(std::fabs(frame.valueY(frame.pixelY(y)) - y) < 1e-9);
        QVERIFY(QRectF(0, 0, 480, 360).contains(frame.canvas));
    }

    void termsOfASumAddUp() {
        const auto result = shower(6, 1);
        QVERIFY(result->trellis);
        for (Cluster cluster : TrellisGraph(6).steps) {
            const std::vector<TrellisTerm> terms = trellisTerms(*result->trellis, cluster);
            QCOMPARE(terms.size(), (std::size_t(1) << (size(cluster) - 1)) - 1);
            double sum = 0;
            for (const TrellisTerm &term : terms)
                sum += term.share;
            QVERIFY(std::fabs(sum - 1) < 1e-9 || std::isinf(result->trellis->logZ(cluster)));
        }
    }
};

QUINCUNX_TEST(tree_views, TreeViews, QCoreApplication)
#include "test_tree_views.moc"
