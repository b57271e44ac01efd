#pragma once

#include "views/geometry/section.h"
#include "views/tree_drawing/tree_layout.h"

#include <QColor>
#include <QFont>

class QPainter;

namespace quincunx {

/// Draws a laid-out tree into an area of pixels, with vectors: stems, bars, wedges for what is collapsed, and
/// below the area a strip in which the tips are as wide as they are.
class TreePainter {
public:
    static constexpr double stripHeight = 9; ///< [pixels]

    TreePainter(const Tree &tree, const TreeLayout &layout, const Section &section, const QRectF &area)
        : m_tree(tree)
        , m_layout(layout)
        , m_section(section)
        , m_area(area) {}

    /// \param y upwards, as in the layout.
    QPointF pixel(double x, double y) const { return m_section.toPixel({x, 1 - y}, m_area); }
    QRectF strip() const { return {m_area.left(), m_area.bottom() + 1, m_area.width(), stripHeight}; }

    /// \param colours of the nodes, from leafColours(). \param weights of the nodes, for the widths of lines.
    void paint(QPainter &painter, const std::vector<QColor> &colours, const std::vector<double> &weights,
               const QColor &text) const;
    /// The part of the tree below `node` with its stem, drawn over in one colour.
    void paintBranch(QPainter &painter, int node, const QColor &colour, double width) const;
    /// Bars below the strip under the tips all of whose leaves are `marked`; paler if only some are.
    void paintMarks(QPainter &painter, const std::vector<bool> &marked, const QColor &colour) const;
    /// Texts below the strip under the tips that are wide enough. \param text of each node.
    template <class Text>
    void paintTipLabels(QPainter &painter, double top, const Text &text) const {
        const double narrowest = 4 + QFontMetricsF(painter.font()).horizontalAdvance(QLatin1Char('0'));
        for (int tip : m_layout.tips)
            if (tipInStrip(tip).width() > narrowest) // else not even worth being written and measured
                paintTipLabel(painter, tip, top, text(tip));
    }

private:
    void paintNode(QPainter &painter, int node, const QColor &colour, double width) const;
    void paintTipLabel(QPainter &painter, int tip, double top, const QString &text) const;
    QRectF tipInStrip(int tip) const; // clipped to the area; empty if out of sight

    const Tree &m_tree;
    const TreeLayout &m_layout;
    const Section m_section;
    const QRectF m_area;
};

/// A node has the colour that all leaves below it have, `mixed` if they have several.
std::vector<QColor> nodeColours(const Tree &tree, const std::vector<QColor> &leaves, const QColor &mixed);

} // namespace quincunx
