#pragma once

#include "views/base/jet_view.h"
#include "views/matrix/matrix_layout.h"
#include "views/matrix/matrix_scale.h"
#include "views/matrix/row_order.h"
#include "views/vtk/mesh.h"
#include "views/vtk/orbit_camera.h"

namespace quincunx {

class Overlay;
class RenderWidget;

/// The matrix d_ij^α of the jet's constituents, as an image that VTK draws; what stands around it, marks and
/// highlights are painted by Qt above, so that hovering costs no new frame.
class MatrixView : public JetView {
    Q_OBJECT

public:
    MatrixView(Document &document, QWidget *parent);

    void home() override { moveTo({}); }
    void frameSelection() override;
    nlohmann::json viewpoint() const override { return {{"section", m_section.toJson()}}; }
    void setViewpoint(const nlohmann::json &viewpoint) override;
    QImage picture(QSize size, const Theme &theme) override;

    const Section &section() const { return m_section; }
    const RowOrder &order() const { return m_order; }
    /// Where the entry of constituents i and j is, in pixels of the widget.
    QPointF placeOf(int i, int j) const;

protected:
    void refresh(Changes changes) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; ///< + and − zoom; the rest as all views

private:
    enum class Drag { None, Click, Rows, Pan };

    int count() const { return static_cast<int>(m_order.rows.size()); }
    void moveTo(const Section &section);
    void fitRender();
    Drawing drawing(const Theme &theme) const;
    OrbitCamera camera() const;
    QString message() const; // what is said instead of a picture

    std::optional<MatrixCell> cellAt(QPointF pixel) const;
    void hoverAt(QPointF pixel);
    QString description(MatrixCell cell) const;
    int constituent(int row) const { return m_order.constituents[static_cast<std::size_t>(row)]; }

    void paintContents(QPainter &painter, const MatrixLayout &layout, const Theme &theme,
                       bool transient) const;
    void paintStrips(QPainter &painter, const MatrixLayout &layout, const Theme &theme) const;
    void paintTicks(QPainter &painter, const MatrixLayout &layout, const Theme &theme) const;
    void paintBar(QPainter &painter, const MatrixLayout &layout, const Theme &theme) const;
    void paintSmallest(QPainter &painter, const MatrixLayout &layout, const Theme &theme) const;
    void paintHover(QPainter &painter, const MatrixLayout &layout, const Theme &theme) const;

    RenderWidget *m_render = nullptr; // null without OpenGL
    Overlay *m_overlay;
    MatrixLayout m_layout;
    Section m_section;

    std::shared_ptr<const JetAnalysis> m_jet; // what the rest is of
    JetDisplay m_display;
    RowOrder m_order;
    Eigen::MatrixXd m_shown;
    MatrixScale m_scale;
    std::optional<std::pair<int, int>> m_smallest; // constituents

    Drag m_drag = Drag::None;
    QPointF m_pressed, m_last;
    std::optional<MatrixCell> m_hovered;
    std::pair<int, int> m_dragged{}; // rows
};

View *makeMatrixView(Document &document, QWidget *parent);

} // namespace quincunx
