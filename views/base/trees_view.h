#pragma once

#include "views/base/view.h"
#include "views/document/trees_desk.h"

namespace quincunx {

/// A flat picture of the trees of the document, painted anew for any area. refresh() comes with TreesChange
/// when these or their display have changed. What the mouse is over is a cluster, shown in all views of the
/// page; a click chooses it.
class TreesView : public View {
    Q_OBJECT

public:
    TreesView(QString name, Document &document, QWidget *parent = nullptr);

    void home() override {}
    void frameSelection() override { home(); }
    nlohmann::json viewpoint() const override { return nlohmann::json::object(); }
    void setViewpoint(const nlohmann::json &) override {}
    QImage picture(QSize size, const Theme &theme) override;
    bool isVector() const override { return true; }
    void paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) override;

protected:
    /// \param transient whether what the mouse is over is marked: on the screen only.
    virtual void paintTrees(QPainter &painter, const QRectF &area, const Theme &theme,
                            bool transient) const = 0;
    /// What a place of the window means; 0 nothing.
    virtual Cluster clusterAt(QPointF) const { return 0; }
    /// For the status bar; by default what describeCluster() says of what is there.
    virtual QString hintAt(QPointF pixel) const;
    /// Above a figure: what the leaves are, and how trees are scored.
    virtual QString figureTitle() const;
    /// Why paintTrees() cannot be asked; empty if it can.
    virtual QString emptyMessage() const;

    /// The same for a view of samples.
    QString noSamplesMessage() const;

    /// nullptr if there is none.
    const TreesResult *result() const { return document().trees().result().get(); }
    const TreesDisplay &display() const { return session().treesDisplay; }
    QFont smallFont() const;
    /// "{1, 4}: m 12.3 GeV, P 0.93, in Truth, Greedy".
    QString describeCluster(Cluster cluster) const;
    /// The colour that a leaf has in every view: its particle's, its group's.
    QColor leafColour(int leaf, const Theme &theme) const;

    void refresh(Changes changes) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; ///< Esc chooses nothing; the rest as all views
};

} // namespace quincunx
