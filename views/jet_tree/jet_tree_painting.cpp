// The picture of JetTreeView, on the screen and in figures.
#include "views/geometry/labels.h"
#include "views/jet_tree/jet_tree_view.h"
#include "views/vtk/mesh.h"

#include <QPainter>

#include <algorithm>

namespace quincunx {
namespace {

constexpr double tickSize = 11, titleSize = 12; // of letters [pixels]

QFont sized(QFont font, double pixels) {
    font.setPixelSize(static_cast<int>(pixels));
    return font;
}

/// \param title whether there is one above.
QRectF canvasIn(const QRectF &area, bool title) {
    return area.adjusted(66, title ? 30 : 10, -12, -TreePainter::stripHeight - 40);
}

} // namespace

QRectF JetTreeView::canvas() const {
    return canvasIn(rect(), false);
}

QPointF JetTreeView::placeOf(int node) const {
    return painterOf(canvas()).pixel(m_layout.node(node).x, m_layout.node(node).y);
}

double JetTreeView::cutLine() const {
    return painterOf(canvas()).pixel(0, m_cut.height(session().jetDisplay.branches)).y();
}

void JetTreeView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().canvas);
    if (!m_jet)
        return paintMessage(painter, rect(), emptyMessage(), theme().muted);
    paintContents(painter, canvas(), theme(), true);
}

void JetTreeView::paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) {
    refreshNow();
    painter.save();
    painter.fillRect(area, theme.canvas);
    if (m_jet) {
        const QRectF canvas = canvasIn(area, true);
        painter.save();
        painter.setFont(sized(painter.font(), titleSize));
        painter.setPen(theme.text);
        painter.drawText(
            QRectF(canvas.left(), area.top() + 6, canvas.width(), 20), Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(jetTitle(), Qt::ElideRight, static_cast<int>(canvas.width())));
        painter.restore();
        paintContents(painter, canvas, theme, false);
    } else {
        paintMessage(painter, area, emptyMessage(), theme.muted);
    }
    painter.restore();
}

void JetTreeView::paintContents(QPainter &painter, const QRectF &canvas, const Theme &theme,
                                bool transient) const {
    painter.setFont(sized(painter.font(), tickSize));
    paintAxes(painter, canvas, theme);
    const TreePainter tree = painterOf(canvas);
    paintBranches(painter, tree, theme, transient);
    painter.setPen(theme.text);
    tree.paintTipLabels(painter, tree.strip().bottom() + 5,
                        [&](int node) { return numberText(m_weights[static_cast<std::size_t>(node)]); });
    if (m_jet->tree.leafCount() > 1)
        paintCut(painter, canvas, theme);
}

void JetTreeView::paintBranches(QPainter &painter, const TreePainter &painterOfTree, const Theme &theme,
                                bool transient) const {
    const Tree &tree = m_jet->tree;
    std::vector<QColor> leaves;
    for (int k = 0; k < tree.leafCount(); ++k)
        leaves.push_back(constituentColour(k, theme));

    const std::vector<bool> chosen = chosenConstituents();
    std::vector<bool> whole(chosen); // of the nodes: whether all below is chosen
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k)
        whole.push_back(whole[static_cast<std::size_t>(tree.node(k).left)] &&
                        whole[static_cast<std::size_t>(tree.node(k).right)]);
    const QColor glow = mixed(theme.canvas, theme.selection, 0.25);
    for (int k = 0; k < tree.nodeCount(); ++k) {
        const int parent = tree.node(k).parent;
        if (parent >= 0 && whole[static_cast<std::size_t>(k)] && !whole[static_cast<std::size_t>(parent)])
            painterOfTree.paintBranch(painter, k, glow, 7); // where all is chosen, nothing stands out
    }
    painterOfTree.paint(painter, nodeColours(tree, leaves, theme.axis), m_weights, theme.text);
    painterOfTree.paintMarks(painter, chosen, theme.selection);
    if (!transient)
        return;
    int hovered = m_hovered;
    const auto &particles = m_jet->substructure->particles;
    if (const auto found = std::ranges::find(particles, document().hover().particle);
        hovered < 0 && found != particles.end()) // another view's mouse
        hovered = static_cast<int>(found - particles.begin());
    if (hovered < 0)
        return;
    while (!m_layout.node(hovered).shown)
        hovered = tree.node(hovered).parent;
    painterOfTree.paintBranch(painter, hovered, theme.hover, 2.5);
    std::vector<bool> marked(chosen.size(), false);
    for (int leaf : tree.leavesBelow(hovered))
        marked[static_cast<std::size_t>(leaf)] = true;
    painterOfTree.paintMarks(painter, marked, theme.hover);
}

void JetTreeView::paintCut(QPainter &painter, const QRectF &canvas, const Theme &theme) const {
    const int branches = std::clamp(session().jetDisplay.branches, 1, m_jet->tree.leafCount());
    const double y = painterOf(canvas).pixel(0, m_cut.height(branches)).y();
    if (y < canvas.top() || y > canvas.bottom())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.accent, 1.3, Qt::DashLine));
    painter.drawLine(QPointF(canvas.left(), y), QPointF(canvas.right(), y));
    const QString text = branches == 1 ? tr("1 branch") : tr("%1 branches").arg(branches);
    const QFontMetricsF metrics(painter.font());
    QRectF box(0, 0, metrics.horizontalAdvance(text) + 12, metrics.height() + 3);
    box.moveCenter({canvas.right() - box.width() / 2, y});
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(theme.accentText);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

void JetTreeView::paintAxes(QPainter &painter, const QRectF &canvas, const Theme &theme) const {
    painter.save();
    const QFontMetricsF metrics(painter.font());
    const TreePainter tree = painterOf(canvas);
    const bool byStep = m_heightOf == JetDisplay::NodeHeight::Step;
    AxisScale seen = m_heights;
    seen.low = m_heights.value(1 - m_section.part.bottom());
    seen.high = m_heights.value(1 - m_section.part.top());
    if (m_jet->tree.leafCount() > 1)
        for (const AxisTick &tick : seen.ticks(static_cast<int>(canvas.height() / 34))) {
            if (byStep && tick.value != std::round(tick.value))
                continue;
            const double y = tree.pixel(0, m_heights.fraction(tick.value)).y();
            painter.setPen(QPen(theme.grid, 1));
            painter.drawLine(QPointF(canvas.left(), y), QPointF(canvas.right(), y));
            painter.setPen(QPen(theme.axis, 1));
            painter.drawLine(QPointF(canvas.left() - 4, y), QPointF(canvas.left(), y));
            painter.drawText(QRectF(canvas.left() - 56, y - metrics.height() / 2, 49, metrics.height()),
                             Qt::AlignRight | Qt::AlignVCenter, tick.text);
        }
    painter.setPen(QPen(theme.axis, 1));
    painter.drawLine(canvas.topLeft(), canvas.bottomLeft());

    painter.setFont(sized(painter.font(), titleSize));
    painter.setPen(theme.text);
    const double line = QFontMetricsF(painter.font()).height();
    painter.drawText(
        QRectF(canvas.left(), tree.strip().bottom() + 5 + metrics.height(), canvas.width(), line),
        Qt::AlignRight | Qt::AlignVCenter, tr("Constituents, width by pT [GeV]"));
    const QString alpha = numberText(m_jet->settings.alpha);
    const QString title = byStep ? tr("Order of merging, α = %1").arg(alpha)
                                 : withUnit(tr("Merge distance d, α = %1, R = 1").arg(alpha),
                                            distanceUnit(m_jet->settings.alpha));
    painter.translate(canvas.left() - 62, canvas.top());
    painter.rotate(-90);
    painter.drawText(QRectF(-canvas.height(), 0, canvas.height(), line), Qt::AlignRight | Qt::AlignVCenter,
                     title);
    painter.restore();
}

} // namespace quincunx
