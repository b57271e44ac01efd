#include "views/tree_stack/tree_stack_layout.h"

#include "core/trees/overlap.h"
#include "views/tree_drawing/tree_painter.h"
#include "views/trees/split_ribbon.h"
#include "views/trees/tree_furniture.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

std::vector<const Tree *> treesOf(const std::vector<const FoundTree *> &found) {
    std::vector<const Tree *> trees;
    for (const FoundTree *one : found)
        trees.push_back(&one->tree);
    return trees;
}

std::vector<double> differencesOf(const TreeCell &cell, const FoundTree &reference,
                                  std::span<const int> referenceGaps) {
    std::vector<double> differences;
    const int n = reference.tree.leafCount();
    for (std::size_t gap = 0; gap < cell.gaps.size(); ++gap) {
        const double a = cell.tree->splits[static_cast<std::size_t>(cell.gaps[gap] - n)];
        const double b = reference.splits[static_cast<std::size_t>(referenceGaps[gap] - n)];
        differences.push_back(a == b ? 0 : a - b); // also where both are −∞
    }
    return differences;
}

int bestColumns(std::size_t count, int leaves, const QRectF &area) {
    int best = 1;
    double most = 0;
    for (int columns = 1; columns <= static_cast<int>(count); ++columns) {
        const int rows = (static_cast<int>(count) + columns - 1) / columns;
        // A header with all its numbers, and a height at which nodes can be told apart.
        const double width = std::max(60. + 20 * std::min(leaves, 30), 420.);
        const double room = std::min(area.width() / columns / width, area.height() / rows / 170);
        if (room > most * 1.05) {
            most = room;
            best = columns;
        }
    }
    return best;
}

} // namespace

QRectF TreeCell::gapBox(std::size_t gap) const {
    const TreeLayout::Node &a = layout.node(layout.tips[gap]), &b = layout.node(layout.tips[gap + 1]);
    return {x(a.x), ribbon.top(), (b.x - a.x) * canvas.width(), ribbon.height()};
}

TreeStackLayout::TreeStackLayout(const TreesResult &result, const TreesDisplay &display, const QRectF &area,
                                 double line)
    : heights(result, display.height, treesOf(result.shown(display)))
    , reference(result.reference(display.reference)) {
    const std::vector<const FoundTree *> shown = result.shown(display);
    if (shown.empty() || !reference)
        return;
    const int n = result.leaves.size();
    const std::vector<double> equal(static_cast<std::size_t>(n), 0);
    const std::vector<int> referenceGaps = splitsInGaps(reference->tree, result.order);
    const double right = 14, foot = TreePainter::stripHeight + 5;
    legend = QRectF(area.left() + 8, area.bottom() - line - 4, area.width() - 16, line);
    const QRectF all = area.adjusted(0, 0, 0, -2.2 * line - 6);
    columns = bestColumns(shown.size(), n, all);
    const int rows = (static_cast<int>(shown.size()) + columns - 1) / columns;
    for (std::size_t k = 0; k < shown.size(); ++k) {
        TreeCell cell;
        cell.tree = shown[k];
        const Tree &tree = shown[k]->tree;
        cell.layout = TreeLayout(tree, result.order, equal, heights.fractions(tree),
                                 std::vector<bool>(static_cast<std::size_t>(tree.nodeCount()), false));
        cell.agreement = bestMatches(tree, reference->tree);
        cell.gaps = splitsInGaps(tree, result.order);
        cell.differences = differencesOf(cell, *reference, referenceGaps);
        for (double difference : cell.differences)
            if (std::isfinite(difference))
                largestDifference = std::max(largestDifference, std::fabs(difference));

        const int column = static_cast<int>(k) / rows, row = static_cast<int>(k) % rows;
        const double width = all.width() / columns, height = all.height() / rows;
        const QRectF box(all.left() + column * width, all.top() + row * height, width, height);
        cell.header = QRectF(box.left() + 10, box.top() + 5, width - 18, line);
        const double ribbon = std::min(line, 14.);
        cell.canvas = QRectF(QPointF(box.left() + heightAxisWidth, cell.header.bottom() + 2),
                             QPointF(box.right() - right, box.bottom() - foot - ribbon - 4));
        cell.ribbon = QRectF(cell.canvas.left(), cell.canvas.bottom() + foot, cell.canvas.width(), ribbon);
        if (row == rows - 1 || k + 1 == shown.size())
            cell.labels = QRectF(cell.canvas.left(), cell.ribbon.bottom() + 1, cell.canvas.width(), line);
        cells.push_back(std::move(cell));
    }
}

} // namespace quincunx
