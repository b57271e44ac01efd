#pragma once

#include "core/sample/histogram.h"
#include "views/base/trees_view.h"
#include "views/trees/plot_frame.h"

namespace quincunx {

/// How likely the trees of the posterior are, as a histogram, and where the trees that were found stand in
/// it.
class TreeLikelihoodView : public TreesView {
    Q_OBJECT

public:
    explicit TreeLikelihoodView(Document &document, QWidget *parent = nullptr);

protected:
    void paintTrees(QPainter &painter, const QRectF &area, const Theme &theme, bool transient) const override;
    QString hintAt(QPointF pixel) const override;
    QString emptyMessage() const override;

private:
    Histogram histogram() const;
    PlotFrame frameIn(const QRectF &area, const Histogram &histogram) const;
    void paintMarks(QPainter &painter, const PlotFrame &frame, const Theme &theme) const;
};

View *makeTreeLikelihoodView(Document &document, QWidget *parent);

} // namespace quincunx
