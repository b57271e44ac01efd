#include "views/cluster_table/cluster_table_view.h"

#include "views/style/colours.h"
#include "views/trees/tree_furniture.h"

#include <QPainter>

#include <algorithm>

namespace quincunx {

View *makeClusterTableView(Document &document, QWidget *parent) {
    return new ClusterTableView(document, parent);
}

ClusterTableView::ClusterTableView(Document &document, QWidget *parent)
    : TreesView(QStringLiteral("clusters"), document, parent) {
    setWhatsThis(
        tr("Each row is a cluster: its leaves, how probable it is, and a dot under the letter of each "
           "tree that has it. Click chooses it."));
}

QString ClusterTableView::emptyMessage() const {
    if (!result() || !result()->likely.empty())
        return TreesView::emptyMessage();
    if (!result()->waiting.empty())
        return QString::fromStdString(result()->waiting);
    if (result()->leaves.size() < 3)
        return tr("Two leaves have only one tree");
    return result()->trellis && result()->clusterProbabilities.empty() ? tr("Summing over all trees …")
                                                                       : tr("No cluster has a probability");
}

ClusterTableView::Grid ClusterTableView::gridIn(const QRectF &area) const {
    const double line = QFontMetricsF(smallFont()).height();
    const double dots = 15. * static_cast<double>(result()->shown(display()).size()), bars = 96;
    Grid grid;
    grid.cells = QRectF(area.left() + 12, area.top() + line + 8, area.width() - 36 - dots - bars,
                        area.height() - 3 * line - 16);
    grid.bars = QRectF(grid.cells.right() + 8, grid.cells.top(), bars, grid.cells.height());
    grid.dots = QRectF(grid.bars.right() + 4, grid.cells.top(), dots, grid.cells.height());
    const int all = static_cast<int>(result()->likely.size());
    grid.rowHeight = std::clamp(grid.cells.height() / std::max(1, all), line * 0.9, line * 1.6);
    grid.rows = std::min(all, static_cast<int>(grid.cells.height() / grid.rowHeight));
    grid.cells.setHeight(grid.rows * grid.rowHeight);
    return grid;
}

void ClusterTableView::paintTrees(QPainter &painter, const QRectF &area, const Theme &theme,
                                  bool transient) const {
    painter.setFont(smallFont());
    const Grid grid = gridIn(area);
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height();
    for (int index = 0; index < grid.rows; ++index)
        paintRow(painter, grid, index, theme);

    const std::vector<const FoundTree *> trees = result()->shown(display());
    painter.setPen(theme.muted);
    for (std::size_t k = 0; k < trees.size(); ++k)
        painter.drawText(
            QRectF(grid.dots.left() + 15. * static_cast<double>(k), grid.cells.top() - line - 3, 15, line),
            Qt::AlignCenter, letterOf(*trees[k]));
    painter.drawText(QRectF(grid.bars.left(), grid.cells.top() - line - 3, grid.bars.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("P(cluster)"));
    paintLeafLabels(painter, QRectF(grid.cells.left(), grid.cells.bottom() + 3, grid.cells.width(), line),
                    result()->leaves, result()->order, theme.text);
    painter.setPen(theme.muted);
    QStringList letters;
    for (const FoundTree *tree : trees)
        letters << letterOf(*tree) + u' ' + QString::fromStdString(tree->title).toLower();
    painter.drawText(
        QRectF(area.left() + 12, grid.cells.bottom() + 3 + line, area.width() - 24, line),
        Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(letters.join(QStringLiteral(" · ")), Qt::ElideRight, area.width() - 24));
    if (!transient)
        return;
    const Cluster hovered = document().trees().hovered();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.hover, 1.5));
    for (int index = 0; index < grid.rows; ++index)
        if (result()->likely[static_cast<std::size_t>(index)].cluster == hovered)
            painter.drawRect(grid.row(grid.cells.united(grid.dots), index));
}

void ClusterTableView::paintRow(QPainter &painter, const Grid &grid, int index, const Theme &theme) const {
    const auto [cluster, probability] = result()->likely[static_cast<std::size_t>(index)];
    const auto n = static_cast<double>(result()->order.size());
    const double gap = grid.rowHeight > 11 ? 1 : 0;
    const bool chosen = document().trees().chosen() == cluster;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    const QRectF row = grid.row(grid.cells, index);
    for (std::size_t k = 0; k < result()->order.size(); ++k) {
        const QRectF cell(row.left() + row.width() * static_cast<double>(k) / n, row.top(), row.width() / n,
                          row.height());
        painter.setBrush(cluster & clusterOf(result()->order[k]) ? sequentialColour(0.22 + 0.7 * probability)
                                                                 : theme.grid);
        painter.drawRect(cell.adjusted(0, 0, -gap, -gap));
    }
    const QRectF bar = grid.row(grid.bars, index);
    painter.setBrush(sequentialColour(0.22 + 0.7 * probability));
    painter.drawRect(QRectF(bar.left(), bar.top(), 56 * probability, bar.height() - gap));
    painter.setPen(theme.text);
    painter.drawText(bar.adjusted(60, 0, 0, -gap), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::number(probability, 'f', 3));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    const QRectF dots = grid.row(grid.dots, index);
    double x = dots.left() + 7.5;
    for (const FoundTree *tree : result()->shown(display())) {
        if (std::ranges::count(tree->clusters, cluster))
            painter.drawEllipse(QPointF(x, dots.center().y()), 3, 3);
        x += 15;
    }
    if (chosen) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.selection, 1.5));
        painter.drawRect(row);
    }
}

Cluster ClusterTableView::clusterAt(QPointF pixel) const {
    const Grid grid = gridIn(rect());
    for (int index = 0; index < grid.rows; ++index)
        if (grid.row(grid.cells.united(grid.dots), index).contains(pixel))
            return result()->likely[static_cast<std::size_t>(index)].cluster;
    return 0;
}

} // namespace quincunx
