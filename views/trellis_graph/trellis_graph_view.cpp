#include "views/trellis_graph/trellis_graph_view.h"

#include "views/geometry/axis_scale.h"
#include "views/style/colours.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace quincunx {

View *makeTrellisGraphView(Document &document, QWidget *parent) {
    return new TrellisGraphView(document, parent);
}

TrellisGraphView::TrellisGraphView(Document &document, QWidget *parent)
    : TreesView(QStringLiteral("trellis-graph"), document, parent) {
    setWhatsThis(
        tr("Every cluster that a tree can have, by size. Over one, the ways to split it, as wide as they "
           "are probable. 'Recursion' plays the sum over all trees step by step."));
}

QString TrellisGraphView::emptyMessage() const {
    if (!result())
        return TreesView::emptyMessage();
    const int n = result()->leaves.size();
    if (n > TrellisGraph::mostLeaves)
        return tr("The trellis of %1 leaves has %L2 clusters; it is drawn for up to %3 leaves. Choose a "
                  "shower of "
                  "fewer leaves, or join them into fewer.")
            .arg(n)
            .arg(std::exp2(std::min(n, 64)) - 1, 0, 'f', 0)
            .arg(TrellisGraph::mostLeaves);
    return result()->clusterProbabilities.empty() ? tr("Summing over all trees …")
                                                  : TreesView::emptyMessage();
}

QRectF TrellisGraphView::graphIn(const QRectF &area) const {
    return area.adjusted(8, 4, -8, -3 * QFontMetricsF(smallFont()).height() - 12);
}

std::size_t TrellisGraphView::done(const TrellisGraph &graph) const {
    const auto step = static_cast<std::size_t>(display().trellisStep);
    return step == 0 ? graph.steps.size() : std::min(step, graph.steps.size());
}

QString TrellisGraphView::nameOf(Cluster cluster) const {
    const std::vector<std::string> &labels = result()->leaves.labels;
    const bool own = std::ranges::all_of(labels, [](const std::string &label) { return label.size() == 1; });
    QString name;
    for (int leaf : result()->order)
        if (cluster & clusterOf(leaf))
            name += own ? QString::fromStdString(labels[static_cast<std::size_t>(leaf)])
                        : QString(QChar(u'a' + leaf));
    return name;
}

void TrellisGraphView::paintTrees(QPainter &painter, const QRectF &area, const Theme &theme,
                                  bool transient) const {
    painter.setFont(smallFont());
    painter.setRenderHint(QPainter::Antialiasing);
    const TrellisGraph graph(result()->leaves.size());
    const QRectF place = graphIn(area);
    Cluster shown = transient ? document().trees().hovered() : 0;
    if (!shown && display().trellisStep > 0)
        shown = graph.steps[done(graph) - 1];
    if (!shown && !graph.steps.empty())
        shown = graph.steps.back();

    // What contains what, with one leaf more: the faint net behind.
    painter.setPen(QPen(theme.grid, 1));
    for (Cluster cluster : graph.steps)
        for (int leaf = 0; leaf < graph.leaves; ++leaf)
            if (cluster & clusterOf(leaf))
                painter.drawLine(graph.box(cluster, place).center(),
                                 graph.box(cluster & ~clusterOf(leaf), place).center());
    paintTerms(painter, graph, place, shown, theme);
    paintBoxes(painter, graph, place, shown, theme);
    paintCaption(
        painter,
        QRectF(area.left() + 10, place.bottom() + 2, area.width() - 20, area.bottom() - place.bottom() - 6),
        shown, theme);
}

void TrellisGraphView::paintTerms(QPainter &painter, const TrellisGraph &graph, const QRectF &area,
                                  Cluster shown, const Theme &theme) const {
    const std::vector<TrellisTerm> terms = trellisTerms(*result()->trellis, shown);
    for (auto term = terms.rbegin(); term != terms.rend(); ++term) { // the largest on top
        QColor colour = theme.jets[static_cast<std::size_t>(term - terms.rbegin()) % theme.jets.size()];
        colour.setAlphaF(static_cast<float>(std::min(0.3 + term->share, 1.)));
        painter.setPen(QPen(colour, 0.8 + 5 * term->share));
        for (Cluster part : {term->split.left, term->split.right})
            painter.drawLine(graph.box(shown, area).center(), graph.box(part, area).center());
    }
}

void TrellisGraphView::paintBoxes(QPainter &painter, const TrellisGraph &graph, const QRectF &area,
                                  Cluster shown, const Theme &theme) const {
    const std::size_t ready = done(graph);
    const Cluster chosen = document().trees().chosen();
    for (Cluster cluster = 1; cluster <= allLeaves(graph.leaves); ++cluster) {
        const auto step = std::ranges::find(graph.steps, cluster) - graph.steps.begin();
        const bool known = isLeaf(cluster) || static_cast<std::size_t>(step) < ready;
        const double p = result()->probability(cluster);
        const QColor fill = !known            ? theme.canvas
                            : isLeaf(cluster) ? leafColour(static_cast<int>(std::countr_zero(cluster)), theme)
                                              : sequentialColour(0.1 + 0.85 * p);
        painter.setBrush(fill);
        painter.setPen(QPen(cluster == shown    ? theme.hover
                            : cluster == chosen ? theme.selection
                                                : theme.axis,
                            cluster == shown || cluster == chosen ? 2 : 1));
        const QRectF box = graph.box(cluster, area);
        painter.drawRoundedRect(box, 3, 3);
        const QString name = nameOf(cluster);
        QFont fitting = smallFont();
        const double width = QFontMetricsF(fitting).horizontalAdvance(name);
        if (width > box.width() - 2)
            fitting.setPointSizeF(fitting.pointSizeF() * (box.width() - 2) / width);
        if (fitting.pointSizeF() < 5.5)
            continue; // the status bar says it
        painter.setFont(fitting);
        painter.setPen(!known                      ? theme.muted
                       : fill.lightnessF() > 0.45f ? QColor(Qt::black)
                                                   : QColor(Qt::white));
        painter.drawText(box, Qt::AlignCenter, name);
    }
    painter.setFont(smallFont());
}

void TrellisGraphView::paintCaption(QPainter &painter, const QRectF &caption, Cluster shown,
                                    const Theme &theme) const {
    const QFontMetricsF metrics(painter.font());
    QStringList terms;
    for (const TrellisTerm &term : trellisTerms(*result()->trellis, shown))
        terms << QStringLiteral("%1|%2 %3 %")
                     .arg(nameOf(term.split.left), nameOf(term.split.right))
                     .arg(100 * term.share, 0, 'f', term.share < 0.0995 ? 1 : 0);
    const double logZ = result()->trellis->logZ(shown);
    const QString sum = isLeaf(shown) ? tr("Z(%1) = 1: a leaf").arg(nameOf(shown))
                                      : tr("Z(%1) = Σ e^ψ Z(A) Z(B) over %2 splits: ln Z = %3")
                                            .arg(nameOf(shown))
                                            .arg(terms.size())
                                            .arg(std::isfinite(logZ) ? numberText(logZ) : tr("−∞"));
    const double line = metrics.height();
    painter.setPen(theme.text);
    painter.drawText(QRectF(caption.left(), caption.top(), caption.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(sum, Qt::ElideRight, caption.width()));
    painter.setPen(theme.muted);
    painter.drawText(QRectF(caption.left(), caption.top() + line, caption.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(terms.join(QStringLiteral("   ")), Qt::ElideRight, caption.width()));
    painter.drawText(
        QRectF(caption.left(), caption.top() + 2 * line, caption.width(), line),
        Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(tr("Colour: probability, dark 0 to bright 1. Lines: how the framed one splits."),
                           Qt::ElideRight, caption.width()));
}

Cluster TrellisGraphView::clusterAt(QPointF pixel) const {
    return TrellisGraph(result()->leaves.size()).clusterAt(pixel, graphIn(rect()));
}

QString TrellisGraphView::hintAt(QPointF pixel) const {
    const Cluster cluster = clusterAt(pixel);
    if (!cluster)
        return {};
    const double logZ = result()->trellis->logZ(cluster);
    return tr("%1   ln Z %2")
        .arg(describeCluster(cluster), std::isfinite(logZ) ? numberText(logZ) : tr("−∞"));
}

} // namespace quincunx
