#pragma once

#include "views/base/trees_view.h"

namespace quincunx {

/// The most probable clusters as rows over the leaves, with their probability and the trees that have them.
class ClusterTableView : public TreesView {
    Q_OBJECT

public:
    explicit ClusterTableView(Document &document, QWidget *parent = nullptr);

protected:
    void paintTrees(QPainter &painter, const QRectF &area, const Theme &theme, bool transient) const override;
    Cluster clusterAt(QPointF pixel) const override;
    QString emptyMessage() const override;

private:
    struct Grid {
        QRectF cells; ///< rows are clusters, columns leaves
        QRectF bars;  ///< probabilities
        QRectF dots;  ///< columns are trees
        int rows = 0;
        double rowHeight = 0;
        QRectF row(const QRectF &part, int index) const {
            return {part.left(), part.top() + index * rowHeight, part.width(), rowHeight};
        }
    };
    Grid gridIn(const QRectF &area) const;
    void paintRow(QPainter &painter, const Grid &grid, int index, const Theme &theme) const;
};

View *makeClusterTableView(Document &document, QWidget *parent);

} // namespace quincunx
