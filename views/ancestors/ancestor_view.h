#pragma once

#include "views/base/trees_view.h"

#include <Eigen/Core>

namespace quincunx {

/// For each pair of leaves how deep in the tree they part, as a heat map: the mean over the posterior, or of
/// the tree that others are compared with.
class AncestorView : public TreesView {
    Q_OBJECT

public:
    explicit AncestorView(Document &document, QWidget *parent = nullptr);

protected:
    void paintTrees(QPainter &painter, const QRectF &area, const Theme &theme, bool transient) const override;
    Cluster clusterAt(QPointF pixel) const override;
    QString hintAt(QPointF pixel) const override;

private:
    bool ofPosterior() const;
    Eigen::MatrixXd depths() const;
    QRectF squareIn(const QRectF &area) const;
    /// The leaves of row and column at `pixel`; −1 outside.
    std::pair<int, int> pairAt(QPointF pixel) const;
    void paintScale(QPainter &painter, const QRectF &square, double deepest, const Theme &theme) const;
};

View *makeAncestorView(Document &document, QWidget *parent);

} // namespace quincunx
