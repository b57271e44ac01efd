#include "views/tree_stack/tree_stack_view.h"

#include <cmath>

namespace quincunx {

View *makeTreeStackView(Document &document, QWidget *parent) {
    return new TreeStackView(document, parent);
}

TreeStackView::TreeStackView(Document &document, QWidget *parent)
    : TreesView(QStringLiteral("trees"), document, parent) {
    setWhatsThis(
        tr("Every tree over the same leaves. Click chooses a cluster, Ctrl-click adds; what the mouse "
           "is over is marked in all trees that have it."));
}

TreeStackLayout TreeStackView::layOut(const QRectF &area) const {
    return {*result(), display(), area, QFontMetricsF(smallFont()).height()};
}

QString TreeStackView::emptyMessage() const {
    if (result() && result()->shown(display()).empty())
        return tr("No tree is chosen");
    return TreesView::emptyMessage();
}

TreeStackView::Place TreeStackView::placeAt(QPointF pixel) const {
    constexpr double reach = 7;
    const TreeStackLayout stack = layOut(rect());
    for (const TreeCell &cell : stack.cells) {
        if (pixel.y() < cell.header.top() || pixel.y() > cell.ribbon.bottom() ||
            pixel.x() < cell.canvas.left() || pixel.x() > cell.canvas.right())
            continue;
        for (std::size_t gap = 0; gap < cell.gaps.size(); ++gap)
            if (cell.gapBox(gap).contains(pixel))
                return {cell.tree, cell.gaps[gap]};
        const double x = (pixel.x() - cell.canvas.left()) / cell.canvas.width();
        const double y = (cell.canvas.bottom() - pixel.y()) / cell.canvas.height();
        return {cell.tree, y < 0 ? cell.layout.tipAt(x)
                                 : cell.layout.nodeAt(cell.tree->tree, x, y, reach / cell.canvas.width(),
                                                      reach / cell.canvas.height())};
    }
    return {};
}

Cluster TreeStackView::clusterAt(QPointF pixel) const {
    const Place place = placeAt(pixel);
    return place.node < 0 ? 0 : place.tree->clusters[static_cast<std::size_t>(place.node)];
}

QString TreeStackView::hintAt(QPointF pixel) const {
    const Place place = placeAt(pixel);
    if (place.node < 0)
        return {};
    const QString cluster = describeCluster(place.tree->clusters[static_cast<std::size_t>(place.node)]);
    if (place.tree->tree.isLeaf(place.node))
        return cluster;
    const double psi =
        place.tree->splits[static_cast<std::size_t>(place.node - place.tree->tree.leafCount())];
    return tr("%1   splits with ψ %2").arg(cluster, std::isfinite(psi) ? numberText(psi) : tr("−∞"));
}

} // namespace quincunx
