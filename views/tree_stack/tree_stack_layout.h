#pragma once

#include "views/tree_drawing/tree_layout.h"
#include "views/trees/node_heights.h"

#include <QRectF>

namespace quincunx {

/// One tree of the stack and what is told of its nodes.
struct TreeCell {
    const FoundTree *tree = nullptr;
    TreeLayout layout;
    std::vector<double> agreement;   ///< of each node with its best match in the reference
    std::vector<int> gaps;           ///< the node in each gap between neighbouring leaves
    std::vector<double> differences; ///< of its ψ to that of the reference in the same gap
    QRectF header, canvas, ribbon;   ///< [pixels]
    QRectF labels;                   ///< empty unless the last of its column

    /// The middle of a leaf, or the edge of a gap of the ribbon.
    double x(double unit) const { return canvas.left() + unit * canvas.width(); }
    /// Of the ribbon, where it stands for a gap.
    QRectF gapBox(std::size_t gap) const;
};

/// The trees that the display asks for, in as many columns as give them the best room, all over the result's
/// one order of leaves and with one scale of heights.
struct TreeStackLayout {
    std::vector<TreeCell> cells;
    NodeHeights heights;
    const FoundTree *reference;
    double largestDifference = 1; ///< that is finite
    int columns = 1;
    QRectF legend;

    /// \param line height of a line of text [pixels].
    TreeStackLayout(const TreesResult &result, const TreesDisplay &display, const QRectF &area, double line);
};

} // namespace quincunx
