#pragma once

#include "views/base/trees_view.h"
#include "views/tree_drawing/tree_layout.h"

namespace quincunx {

/// Trees of the posterior, transparent over each other, with their consensus on top: what is dark is certain
/// (Bouckaert's DensiTree). Those that have the cluster under the mouse stand out.
class DensiTreeView : public TreesView {
    Q_OBJECT

public:
    explicit DensiTreeView(Document &document, QWidget *parent = nullptr);

protected:
    void paintTrees(QPainter &painter, const QRectF &area, const Theme &theme, bool transient) const override;
    Cluster clusterAt(QPointF pixel) const override;
    QString emptyMessage() const override;

private:
    struct Drawing {
        QRectF canvas;
        std::vector<const Tree *> samples;
        std::vector<TreeLayout> layouts; ///< of the samples
        TreeLayout consensus;
    };
    Drawing drawingIn(const QRectF &area) const;
};

View *makeDensiTreeView(Document &document, QWidget *parent);

} // namespace quincunx
