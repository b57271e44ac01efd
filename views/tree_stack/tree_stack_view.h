#pragma once

#include "views/base/trees_view.h"
#include "views/tree_drawing/tree_painter.h"
#include "views/tree_stack/tree_stack_layout.h"

namespace quincunx {

/// Truth, greedy, beam, most probable … above each other over one order of leaves: nodes have the colour of
/// how well they agree with the tree compared with, and their probability; below each tree a ribbon says
/// split by split what it gains or loses.
class TreeStackView : public TreesView {
    Q_OBJECT

public:
    explicit TreeStackView(Document &document, QWidget *parent = nullptr);

    /// For the window as it is.
    TreeStackLayout layOut(const QRectF &area) const;

protected:
    void paintTrees(QPainter &painter, const QRectF &area, const Theme &theme, bool transient) const override;
    Cluster clusterAt(QPointF pixel) const override;
    QString hintAt(QPointF pixel) const override;
    QString emptyMessage() const override;

private:
    struct Place {
        const FoundTree *tree = nullptr;
        int node = -1;
    };
    Place placeAt(QPointF pixel) const;

    void paintHeader(QPainter &painter, const TreeStackLayout &stack, const TreeCell &cell,
                     const Theme &theme) const;
    void paintTree(QPainter &painter, const TreeCell &cell, const Theme &theme, bool transient) const;
    void paintNodes(QPainter &painter, const TreeCell &cell, const TreePainter &tree,
                    const Theme &theme) const;
    void paintRibbon(QPainter &painter, const TreeStackLayout &stack, const TreeCell &cell,
                     const Theme &theme) const;
    void paintLegend(QPainter &painter, const TreeStackLayout &stack, const Theme &theme) const;
};

View *makeTreeStackView(Document &document, QWidget *parent);

} // namespace quincunx
