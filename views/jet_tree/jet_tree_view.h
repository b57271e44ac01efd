#pragma once

#include "views/base/jet_view.h"
#include "views/geometry/axis_scale.h"
#include "views/tree_drawing/tree_painter.h"

namespace quincunx {

/// The clustering tree of the jet: constituents at the foot, harder branches to the left, merges as high as
/// their distance or their place in the order. A line across cuts it into the branches that have colours.
class JetTreeView : public JetView {
    Q_OBJECT

public:
    JetTreeView(Document &document, QWidget *parent);

    void home() override; ///< the whole tree, nothing collapsed
    void frameSelection() override;
    nlohmann::json viewpoint() const override;
    void setViewpoint(const nlohmann::json &viewpoint) override;
    bool isVector() const override { return true; }
    void paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) override;

    const TreeLayout &layout() const { return m_layout; }
    const Section &section() const { return m_section; }
    /// Where a node's stem begins, in pixels of the widget.
    QPointF placeOf(int node) const;
    /// The height of the cutting line in pixels of the widget.
    double cutLine() const;
    /// The node that a click at `pixel` would choose, −1 if none.
    int nodeAt(QPointF pixel) const;

protected:
    void refresh(Changes changes) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; ///< + and − zoom; the rest as all views

private:
    enum class Drag { None, Click, Cut, Pan };

    QRectF canvas() const; ///< where the tree is in the widget
    TreePainter painterOf(const QRectF &canvas) const { return {m_jet->tree, m_layout, m_section, canvas}; }
    void layOut();
    void moveTo(const Section &section);
    bool isOnCut(QPointF pixel) const;
    void cutAt(double y);
    void toggleCollapsed(int node);
    void hoverAt(QPointF pixel);
    QString description(int node) const;

    void paintContents(QPainter &painter, const QRectF &canvas, const Theme &theme, bool transient) const;
    void paintBranches(QPainter &painter, const TreePainter &tree, const Theme &theme, bool transient) const;
    void paintCut(QPainter &painter, const QRectF &canvas, const Theme &theme) const;
    void paintAxes(QPainter &painter, const QRectF &canvas, const Theme &theme) const;

    std::shared_ptr<const JetAnalysis> m_jet; // what the layout is of
    JetDisplay::NodeHeight m_heightOf = JetDisplay::NodeHeight::Distance;
    AxisScale m_heights;
    TreeLayout m_layout;
    MergeCut m_cut;
    std::vector<double> m_weights; // pT of the nodes [GeV]

    Section m_section;
    /// A collapsed node as its hardest constituent and the number of them, which name it while α changes.
    using Clade = std::pair<int, int>;
    std::vector<Clade> m_collapsed;
    bool m_awaitsJet = false; // m_collapsed is meant for the jet to come

    Drag m_drag = Drag::None;
    QPointF m_pressed, m_last;
    int m_hovered = -1; // node
};

View *makeJetTreeView(Document &document, QWidget *parent);

} // namespace quincunx
