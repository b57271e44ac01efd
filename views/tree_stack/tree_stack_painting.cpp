// The picture of TreeStackView.
#include "core/trees/robinson_foulds.h"
#include "views/geometry/axis_scale.h"
#include "views/style/colours.h"
#include "views/tree_stack/tree_stack_view.h"
#include "views/trees/agreement.h"
#include "views/trees/tree_furniture.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace quincunx {
namespace {

QString scoreText(double value) {
    return std::isfinite(value) ? withMinus(QString::number(value, 'f', 2)) : QStringLiteral("−∞");
}

/// ".93", "1", "<.01": as short as a node has room for.
QString probabilityText(double p) {
    if (p >= 0.995)
        return QStringLiteral("1");
    if (p < 0.005)
        return QStringLiteral("0");
    return QString::number(p, 'f', 2).mid(1);
}

QString timeText(double seconds) {
    return seconds >= 0.1     ? QObject::tr("%1 s").arg(seconds, 0, 'g', 2)
           : seconds >= 0.001 ? QObject::tr("%1 ms").arg(1e3 * seconds, 0, 'f', 0)
                              : QObject::tr("%1 µs").arg(1e6 * seconds, 0, 'f', 0);
}

std::vector<bool> leavesOf(Cluster cluster, int n) {
    std::vector<bool> marked;
    for (int leaf = 0; leaf < n; ++leaf)
        marked.push_back(cluster & clusterOf(leaf));
    return marked;
}

} // namespace

void TreeStackView::paintTrees(QPainter &painter, const QRectF &area, const Theme &theme,
                               bool transient) const {
    painter.setFont(smallFont());
    const TreeStackLayout stack(*result(), display(), area, painter.fontMetrics().height());
    for (const TreeCell &cell : stack.cells) {
        paintHeader(painter, stack, cell, theme);
        paintHeightAxis(painter, cell.canvas, stack.heights, theme);
        paintTree(painter, cell, theme, transient);
        paintRibbon(painter, stack, cell, theme);
        if (!cell.labels.isEmpty())
            paintLeafLabels(painter, cell.labels, result()->leaves, result()->order, theme.text);
    }
    paintLegend(painter, stack, theme);
}

void TreeStackView::paintHeader(QPainter &painter, const TreeStackLayout &stack, const TreeCell &cell,
                                const Theme &theme) const {
    const FoundTree &tree = *cell.tree;
    painter.save();
    QFont bold = painter.font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(theme.text);
    const QString title = QString::fromStdString(tree.title);
    painter.drawText(cell.header, Qt::AlignLeft | Qt::AlignVCenter, title);
    const double used = QFontMetricsF(bold).horizontalAdvance(title) + 10;
    painter.restore();

    // The most telling first; what finds no room is left out.
    QStringList parts{tr("ln L %1").arg(scoreText(tree.logLikelihood))};
    if (&tree != stack.reference) {
        const double difference = tree.logLikelihood - stack.reference->logLikelihood;
        parts << tr("Δ %1").arg(std::fabs(difference) < 0.005 ? QStringLiteral("0") : scoreText(difference));
        const int distance = robinsonFoulds(tree.tree, stack.reference->tree);
        parts << (distance == 0 ? tr("same tree") : tr("RF %1").arg(distance));
    }
    parts << tr("%L1 splits scored").arg(tree.splitsScored, 0, 'f', 0) << timeText(tree.seconds);
    if (const double p = std::exp(tree.logLikelihood - result()->logZ); result()->trellis && p > 0)
        parts.insert(&tree == stack.reference ? 1 : 3, tr("p %1").arg(numberText(p)));
    const double room = cell.header.width() - used;
    const QString separator = QStringLiteral("  ·  ");
    while (parts.size() > 1 && painter.fontMetrics().horizontalAdvance(parts.join(separator)) > room)
        parts.removeLast();
    painter.setPen(theme.muted);
    painter.drawText(
        cell.header.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(parts.join(separator), Qt::ElideRight, static_cast<int>(room)));
}

void TreeStackView::paintTree(QPainter &painter, const TreeCell &cell, const Theme &theme,
                              bool transient) const {
    const Tree &tree = cell.tree->tree;
    const int n = tree.leafCount();
    const TreePainter drawn(tree, cell.layout, {}, cell.canvas);
    std::vector<QColor> colours;
    std::vector<double> weights;
    for (int k = 0; k < tree.nodeCount(); ++k) {
        colours.push_back(tree.isLeaf(k)
                              ? leafColour(k, theme)
                              : agreementColour(cell.agreement[static_cast<std::size_t>(k)], theme));
        weights.push_back(tree.node(k).leaves);
    }
    const Cluster chosen = document().trees().chosen(),
                  hovered = transient ? document().trees().hovered() : 0;
    auto mark = [&](Cluster cluster, QColor colour, double width) {
        if (!cluster)
            return;
        const auto &clusters = cell.tree->clusters;
        if (const auto found = std::ranges::find(clusters, cluster); found != clusters.end())
            drawn.paintBranch(painter, static_cast<int>(found - clusters.begin()), colour, width);
    };
    QColor glow = theme.selection;
    glow.setAlphaF(0.22f);
    mark(chosen, glow, 9);
    drawn.paint(painter, colours, weights, theme.text);
    mark(hovered, theme.hover, 3);
    drawn.paintMarks(painter, leavesOf(chosen, n), theme.selection);
    drawn.paintMarks(painter, leavesOf(hovered, n), theme.hover);
    paintNodes(painter, cell, drawn, theme);
}

void TreeStackView::paintNodes(QPainter &painter, const TreeCell &cell, const TreePainter &drawn,
                               const Theme &theme) const {
    const Tree &tree = cell.tree->tree;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    std::vector<QRectF> taken;
    const bool crowded = tree.leafCount() > 30;
    for (int k = tree.root(); k >= tree.leafCount(); --k) {
        const auto i = static_cast<std::size_t>(k);
        const QPointF at = drawn.pixel(cell.layout.node(k).x, cell.layout.node(k).y);
        const bool same = cell.agreement[i] >= 1;
        const double radius = crowded ? 2.5 : same ? 3 : 4.5;
        painter.setPen(QPen(theme.canvas, 1));
        painter.setBrush(agreementColour(cell.agreement[i], theme));
        painter.drawEllipse(at, radius, radius);
        taken.emplace_back(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
    }
    const QFontMetricsF metrics(painter.font());
    for (int k = tree.root() - 1; k >= tree.leafCount(); --k) { // the whole is certain
        const double p = result()->probability(cell.tree->clusters[static_cast<std::size_t>(k)]);
        if (!std::isfinite(p) || (crowded && (p < 0.005 || tree.node(k).leaves < 4)))
            continue;
        const QString text = probabilityText(p);
        const QPointF at = drawn.pixel(cell.layout.node(k).x, cell.layout.node(k).y);
        const QSizeF size(metrics.horizontalAdvance(text) + 2, metrics.ascent() * 0.95);
        for (const QPointF corner :
             {QPointF(at.x() + 5, at.y() - size.height() - 2),
              QPointF(at.x() - 5 - size.width(), at.y() - size.height() - 2), QPointF(at.x() + 5, at.y() + 3),
              QPointF(at.x() - 5 - size.width(), at.y() + 3)}) {
            const QRectF box(corner, size);
            if (box.top() < cell.header.bottom() - 3 || box.left() < cell.canvas.left() - 4 ||
                box.right() > cell.canvas.right() + 12 || box.bottom() > cell.canvas.bottom() ||
                std::ranges::any_of(taken, [&](const QRectF &other) { return other.intersects(box); }))
                continue;
            QColor paper = theme.canvas;
            paper.setAlphaF(0.8f);
            painter.fillRect(box, paper);
            painter.setPen(theme.text);
            painter.drawText(box, Qt::AlignCenter, text);
            taken.push_back(box);
            break;
        }
    }
    painter.restore();
}

void TreeStackView::paintRibbon(QPainter &painter, const TreeStackLayout &stack, const TreeCell &cell,
                                const Theme &theme) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t gap = 0; gap < cell.differences.size(); ++gap) {
        const double difference = cell.differences[gap];
        const double t = std::clamp(-difference / stack.largestDifference, -1., 1.);
        const QRectF box = cell.gapBox(gap);
        // Small differences must show too, and numbers must be read: the root, and not the strongest tones.
        painter.setBrush(divergingColour(std::copysign(0.6 * std::sqrt(std::fabs(t)), t), theme));
        painter.setPen(QPen(theme.grid.darker(theme.dark ? 70 : 115), 1));
        painter.drawRect(box);
        const QString text =
            std::fabs(difference) < 0.05 ? QString()
            : std::isfinite(difference)
                ? withMinus(QString::number(difference, 'f', std::fabs(difference) < 9.95 ? 1 : 0))
                : scoreText(difference);
        if (painter.fontMetrics().horizontalAdvance(text) + 3 < box.width()) {
            painter.setPen(theme.text);
            painter.drawText(box, Qt::AlignCenter, text);
        }
    }
    painter.restore();
}

void TreeStackView::paintLegend(QPainter &painter, const TreeStackLayout &stack, const Theme &theme) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    double x = stack.legend.left();
    const double y = stack.legend.center().y();
    auto text = [&](const QString &words) {
        const double width = painter.fontMetrics().horizontalAdvance(words);
        if (x + width > stack.legend.right())
            return false;
        painter.setPen(theme.muted);
        painter.drawText(QRectF(x, stack.legend.top(), width + 1, stack.legend.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, words);
        x += width + 12;
        return true;
    };
    auto dot = [&](double jaccard, const QString &words) {
        if (x + 12 + painter.fontMetrics().horizontalAdvance(words) > stack.legend.right())
            return;
        painter.setPen(Qt::NoPen);
        painter.setBrush(agreementColour(jaccard, theme));
        painter.drawEllipse(QPointF(x + 4, y), 4, 4);
        x += 12;
        text(words);
    };
    const QString other = QString::fromStdString(stack.reference->title).toLower();
    dot(1, tr("same cluster in: %1").arg(other));
    dot(0.8, tr("4 of 5 leaves shared"));
    dot(0.4, tr("2 of 5"));
    text(tr("number: P(cluster)"));
    text(tr("ribbon: Δψ of each split"));
    text(QString::fromStdString(result()->leaves.labelTitle));
    painter.restore();
}

} // namespace quincunx
