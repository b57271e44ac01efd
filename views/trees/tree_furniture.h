#pragma once

#include "views/style/theme.h"
#include "views/trees/node_heights.h"

#include <QRectF>

class QPainter;

namespace quincunx {

/// What stands around trees, the same in all views.

/// The labels of the leaves in `order`, each in its equal share of `strip`; those without room are left out.
void paintLeafLabels(QPainter &painter, const QRectF &strip, const TreeLeaves &leaves,
                     std::span<const int> order, const QColor &colour);

/// Ticks and title at the left of `canvas`, faint lines across it. It takes `heightAxisWidth` pixels.
inline constexpr double heightAxisWidth = 62;
void paintHeightAxis(QPainter &painter, const QRectF &canvas, const NodeHeights &heights, const Theme &theme);

/// The letter that stands for a tree where there is no room for its title: T truth, G greedy.
QString letterOf(const FoundTree &tree);

} // namespace quincunx
