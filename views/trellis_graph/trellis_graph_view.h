#pragma once

#include "views/base/trees_view.h"
#include "views/trees/trellis_graph.h"

namespace quincunx {

/// The trellis of up to six leaves: every cluster, its probability, and for one of them the terms of its Z.
/// While the recursion is played, clusters are filled one by one.
class TrellisGraphView : public TreesView {
    Q_OBJECT

public:
    explicit TrellisGraphView(Document &document, QWidget *parent = nullptr);

protected:
    void paintTrees(QPainter &painter, const QRectF &area, const Theme &theme, bool transient) const override;
    Cluster clusterAt(QPointF pixel) const override;
    QString hintAt(QPointF pixel) const override;
    QString emptyMessage() const override;

private:
    QRectF graphIn(const QRectF &area) const;
    /// How many sums are done; all of them if nothing is played.
    std::size_t done(const TrellisGraph &graph) const;
    /// "abd", or the labels themselves if they are one letter or digit each.
    QString nameOf(Cluster cluster) const;
    void paintBoxes(QPainter &painter, const TrellisGraph &graph, const QRectF &area, Cluster shown,
                    const Theme &theme) const;
    void paintTerms(QPainter &painter, const TrellisGraph &graph, const QRectF &area, Cluster shown,
                    const Theme &theme) const;
    void paintCaption(QPainter &painter, const QRectF &caption, Cluster shown, const Theme &theme) const;
};

View *makeTrellisGraphView(Document &document, QWidget *parent);

} // namespace quincunx
