#include "views/densitree/densitree_view.h"

#include "views/trees/tree_furniture.h"

#include <QPainter>

#include <algorithm>

namespace quincunx {
namespace {

constexpr std::size_t mostSamples = 200; // samples that are drawn

/// Straight lines from each node to its parent: those that trees share lie on each other.
void paintStraight(QPainter &painter, const Tree &tree, const TreeLayout &layout, const QRectF &canvas) {
    auto at = [&](int k) {
        return QPointF(canvas.left() + layout.node(k).x * canvas.width(),
                       canvas.bottom() - layout.node(k).y * canvas.height());
    };
    QVector<QLineF> lines;
    for (int k = 0; k < tree.root(); ++k)
        lines << QLineF(at(k), at(tree.node(k).parent));
    painter.drawLines(lines);
}

} // namespace

View *makeDensiTreeView(Document &document, QWidget *parent) {
    return new DensiTreeView(document, parent);
}

DensiTreeView::DensiTreeView(Document &document, QWidget *parent)
    : TreesView(QStringLiteral("densitree"), document, parent) {
    setWhatsThis(
        tr("Each faint tree is one of the posterior; the strong one is their consensus. Over a node of "
           "it, the samples that have its cluster stand out."));
}

QString DensiTreeView::emptyMessage() const {
    return noSamplesMessage();
}

DensiTreeView::Drawing DensiTreeView::drawingIn(const QRectF &area) const {
    const double line = QFontMetricsF(smallFont()).height();
    Drawing drawing;
    drawing.canvas = area.adjusted(heightAxisWidth, 8, -14, -2 * line - 14);
    for (std::size_t k = 0; k < std::min(mostSamples, result()->samples.size()); ++k)
        drawing.samples.push_back(&result()->samples[k]);
    const NodeHeights heights(*result(), display().height, drawing.samples);
    const std::vector<double> equal(result()->order.size(), 0);
    auto layOut = [&](const Tree &tree) {
        return TreeLayout(tree, result()->order, equal, heights.fractions(tree),
                          std::vector<bool>(static_cast<std::size_t>(tree.nodeCount()), false));
    };
    for (const Tree *tree : drawing.samples)
        drawing.layouts.push_back(layOut(*tree));
    drawing.consensus = layOut(result()->consensus);
    return drawing;
}

void DensiTreeView::paintTrees(QPainter &painter, const QRectF &area, const Theme &theme,
                               bool transient) const {
    painter.setFont(smallFont());
    const Drawing drawing = drawingIn(area);
    const double line = painter.fontMetrics().height();
    paintHeightAxis(painter, drawing.canvas, NodeHeights(*result(), display().height, drawing.samples),
                    theme);
    painter.setRenderHint(QPainter::Antialiasing);

    const Cluster hovered = transient ? document().trees().hovered() : 0;
    const auto count = static_cast<float>(drawing.samples.size());
    QColor faint = theme.accent, bright = theme.jets[0];
    faint.setAlphaF(std::clamp(8 / count, 0.03f, 0.6f));
    bright.setAlphaF(std::clamp(16 / count, 0.08f, 0.8f));
    std::size_t having = 0;
    for (bool strong : {false, true})
        for (std::size_t k = 0; k < drawing.samples.size(); ++k) {
            const bool has = hovered && !isLeaf(hovered) &&
                             std::ranges::count(clustersOf(*drawing.samples[k]), hovered) > 0;
            if (has != strong)
                continue;
            having += has;
            painter.setPen(QPen(has ? bright : faint, 1.2));
            paintStraight(painter, *drawing.samples[k], drawing.layouts[k], drawing.canvas);
        }
    painter.setPen(QPen(theme.text, 1.6));
    paintStraight(painter, result()->consensus, drawing.consensus, drawing.canvas);

    const QRectF labels(drawing.canvas.left(), drawing.canvas.bottom() + 4, drawing.canvas.width(), line);
    paintLeafLabels(painter, labels, result()->leaves, result()->order, theme.text);
    painter.setPen(theme.muted);
    const QString text =
        hovered && !isLeaf(hovered)
            ? tr("%1 of %2 samples have this cluster").arg(having).arg(drawing.samples.size())
            : tr("%1 samples of the posterior, and their consensus").arg(drawing.samples.size());
    painter.drawText(labels.translated(0, line + 2), Qt::AlignLeft | Qt::AlignVCenter, text);
}

Cluster DensiTreeView::clusterAt(QPointF pixel) const {
    constexpr double reach = 8;
    const Drawing drawing = drawingIn(rect());
    const Tree &tree = result()->consensus;
    const std::vector<Cluster> clusters = clustersOf(tree);
    double nearest = reach;
    Cluster found = 0;
    for (int k = 0; k < tree.nodeCount(); ++k) {
        const QPointF at(drawing.canvas.left() + drawing.consensus.node(k).x * drawing.canvas.width(),
                         drawing.canvas.bottom() - drawing.consensus.node(k).y * drawing.canvas.height());
        if (const double distance = QLineF(at, pixel).length(); distance < nearest) {
            nearest = distance;
            found = clusters[static_cast<std::size_t>(k)];
        }
    }
    return found;
}

} // namespace quincunx
