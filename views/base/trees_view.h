#pragma once

#include "views/base/painted_view.h"
#include "views/document/trees_desk.h"

namespace quincunx {

/// A flat picture of the trees of the document, painted anew for any area. refresh() comes with TreesChange
/// when these or their display have changed. What the mouse is over is a cluster, shown in all views of the
/// page; a click chooses it.
class TreesView : public PaintedView {
    Q_OBJECT

public:
    TreesView(QString name, Document &document, QWidget *parent = nullptr);

protected:
    /// \param transient whether what the mouse is over is marked: on the screen only.
    virtual void paintTrees(QPainter &painter, const QRectF &area, const Theme &theme,
                            bool transient) const = 0;
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme, bool transient) const final {
        paintTrees(painter, area, theme, transient);
    }
    /// What a place of the window means; 0 nothing.
    virtual Cluster clusterAt(QPointF) const { return 0; }
    /// For the status bar; by default what describeCluster() says of what is there.
    virtual QString hintAt(QPointF pixel) const;
    /// Above a figure: what the leaves are, and how trees are scored.
    QString figureTitle() const override;
    QString emptyMessage() const override;

    /// The same for a view of samples.
    QString noSamplesMessage() const;

    /// nullptr if there is none.
    const TreesResult *result() const { return document().trees().result().get(); }
    const TreesDisplay &display() const { return session().treesDisplay; }
    /// "{1, 4}: m 12.3 GeV, P 0.93, in Truth, Greedy".
    QString describeCluster(Cluster cluster) const;
    /// The colour that a leaf has in every view: its particle's, its group's.
    QColor leafColour(int leaf, const Theme &theme) const;

    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; ///< Esc chooses nothing; the rest as all views
};

} // namespace quincunx
