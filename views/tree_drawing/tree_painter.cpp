#include "views/tree_drawing/tree_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace quincunx {

QRectF TreePainter::tipInStrip(int tip) const {
    const TreeLayout::Node &node = m_layout.node(tip);
    const double left = std::max(pixel(node.left, 0).x(), m_area.left());
    const double right = std::min(pixel(node.right, 0).x(), m_area.right());
    return right > left ? QRectF(left, strip().top(), right - left, stripHeight) : QRectF();
}

void TreePainter::paintNode(QPainter &painter, int index, const QColor &colour, double width) const {
    // All lines are upright or level: as rectangles they are painted several times faster than as strokes.
    const double half = width / 2;
    auto line = [&](const QPointF &a, const QPointF &b) {
        painter.fillRect(QRectF(a, b).normalized().adjusted(-half, -half, half, half), colour);
    };
    const TreeLayout::Node &node = m_layout.node(index);
    const int parent = m_tree.node(index).parent;
    const double top = parent < 0 ? 1 : m_layout.node(parent).y;
    line(pixel(node.x, node.y), pixel(node.x, top));
    if (node.collapsed) {
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap));
        painter.drawPolygon(QPolygonF({pixel(node.x, node.y), pixel(node.left, 0), pixel(node.right, 0)}));
    } else if (!m_tree.isLeaf(index)) {
        const Tree::Node &children = m_tree.node(index);
        line(pixel(m_layout.node(children.left).x, node.y), pixel(m_layout.node(children.right).x, node.y));
    }
}

void TreePainter::paint(QPainter &painter, const std::vector<QColor> &colours,
                        const std::vector<double> &weights, const QColor &text) const {
    painter.save();
    painter.setClipRect(m_area.adjusted(0, 0, 0, 1));
    painter.setRenderHint(QPainter::Antialiasing);
    const double whole = weights.empty() ? 0 : weights.back();
    for (int k = 0; k < m_tree.nodeCount(); ++k) {
        if (!m_layout.node(k).shown)
            continue;
        const auto i = static_cast<std::size_t>(k);
        const double width = 1 + (whole > 0 ? 3 * std::sqrt(std::clamp(weights[i] / whole, 0., 1.)) : 0);
        if (m_layout.node(k).collapsed) {
            QColor inside = colours[i];
            inside.setAlphaF(0.35f);
            painter.setBrush(inside);
        }
        paintNode(painter, k, colours[i], width);
    }
    painter.setPen(text);
    for (int tip : m_layout.tips)
        if (!m_tree.isLeaf(tip)) {
            const TreeLayout::Node &node = m_layout.node(tip);
            const QString count = QString::number(m_tree.node(tip).leaves);
            const QRectF box(pixel(node.left, std::min(node.y, 0.08)), pixel(node.right, 0));
            if (box.width() > painter.fontMetrics().horizontalAdvance(count))
                painter.drawText(box, Qt::AlignHCenter | Qt::AlignBottom, count);
        }
    painter.restore();

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int tip : m_layout.tips)
        if (const QRectF box = tipInStrip(tip); !box.isEmpty())
            // A gap between neighbours, where there is room for one.
            painter.fillRect(box.adjusted(0, 0, box.width() > 4 ? -1 : 0, 0),
                             colours[static_cast<std::size_t>(tip)]);
    painter.restore();
}

void TreePainter::paintBranch(QPainter &painter, int top, const QColor &colour, double width) const {
    painter.save();
    painter.setClipRect(m_area.adjusted(0, 0, 0, 1));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    std::vector<int> waiting{top};
    while (!waiting.empty()) {
        const int next = waiting.back();
        waiting.pop_back();
        if (!m_layout.node(next).shown)
            continue;
        paintNode(painter, next, colour, width);
        if (!m_tree.isLeaf(next))
            waiting.insert(waiting.end(), {m_tree.node(next).left, m_tree.node(next).right});
    }
    painter.restore();
}

void TreePainter::paintMarks(QPainter &painter, const std::vector<bool> &marked, const QColor &colour) const {
    for (int tip : m_layout.tips) {
        const QRectF box = tipInStrip(tip);
        if (box.isEmpty())
            continue;
        const std::vector<int> leaves = m_tree.leavesBelow(tip);
        const auto count =
            std::ranges::count_if(leaves, [&](int k) { return marked[static_cast<std::size_t>(k)]; });
        if (count == 0)
            continue;
        QColor shade = colour;
        shade.setAlphaF(count == static_cast<std::ptrdiff_t>(leaves.size()) ? 1 : 0.5f);
        painter.fillRect(QRectF(box.left(), box.bottom() + 1, std::max(box.width(), 1.5), 3), shade);
    }
}

void TreePainter::paintTipLabel(QPainter &painter, int tip, double top, const QString &text) const {
    const QRectF box = tipInStrip(tip);
    const QFontMetricsF metrics(painter.font());
    if (box.width() > metrics.horizontalAdvance(text) + 4)
        painter.drawText(QRectF(box.left(), top, box.width(), metrics.height()), Qt::AlignCenter, text);
}

std::vector<QColor> nodeColours(const Tree &tree, const std::vector<QColor> &leaves, const QColor &mixed) {
    std::vector<QColor> colours = leaves;
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k) {
        const QColor &a = colours[static_cast<std::size_t>(tree.node(k).left)];
        const QColor &b = colours[static_cast<std::size_t>(tree.node(k).right)];
        colours.push_back(a == b ? QColor(a) : mixed);
    }
    return colours;
}

} // namespace quincunx
