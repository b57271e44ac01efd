#pragma once

#include "views/base/trees_view.h"
#include "views/trees/plot_frame.h"

namespace quincunx {

/// ln Z of the jet over λ and t_cut: how likely it is under other rates, with all trees summed. A click takes
/// the rates that are there.
class LikelihoodSurfaceView : public TreesView {
    Q_OBJECT

public:
    explicit LikelihoodSurfaceView(Document &document, QWidget *parent = nullptr);

protected:
    void paintTrees(QPainter &painter, const QRectF &area, const Theme &theme, bool transient) const override;
    QString hintAt(QPointF pixel) const override;
    QString emptyMessage() const override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    const LikelihoodScan &scan() const { return *result()->scan; }
    /// Its mass² for the exact density, which does not ask whether a leaf is light enough to be one; else 0.
    double heaviestLeaf() const;
    /// Row and column of the largest ln Z at which the leaves are leaves.
    std::pair<Eigen::Index, Eigen::Index> best() const;
    PlotFrame frameIn(const QRectF &area) const;
    /// From row and column of the scan to pixels.
    QPointF pixelOf(const PlotFrame &frame, double row, double column) const;
    void paintSurface(QPainter &painter, const PlotFrame &frame) const;
    void paintMarks(QPainter &painter, const PlotFrame &frame, const Theme &theme) const;
    void paintScale(QPainter &painter, const QRectF &bar, const Theme &theme) const;
};

View *makeLikelihoodSurfaceView(Document &document, QWidget *parent);

} // namespace quincunx
