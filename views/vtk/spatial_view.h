#pragma once

#include "views/base/view.h"
#include "views/vtk/labels.h"
#include "views/vtk/mesh.h"
#include "views/vtk/render_widget.h"
#include "views/vtk/screen_index.h"

#include <QElapsedTimer>
#include <QTimer>

class QPainter;

namespace quincunx {

class Overlay;

/// What the views in space have in common: the camera and the mouse, picking, the lighter drawing while
/// something moves, text and the highlight of what the mouse is over (painted by Qt above VTK's frame, so
/// that hovering costs no new frame), and pictures. A subclass says what is drawn and where it can be found.
class SpatialView : public View {
    Q_OBJECT

public:
    ~SpatialView() override;

    void home() override;
    void frameSelection() override;
    nlohmann::json viewpoint() const override;
    void setViewpoint(const nlohmann::json &viewpoint) override;
    QImage picture(QSize size, const Theme &theme) override;

    const OrbitCamera &camera() const { return m_camera; }
    /// What a click at `position` [pixels of the widget] would take.
    Hover targetAt(QPointF position);

protected:
    SpatialView(const QString &name, Document &document, QWidget *parent);

    using Outline = std::vector<std::vector<Vector3>>; // polylines

    /// Takes over the scene: called before the others whenever what is to be drawn has changed.
    virtual void prepare(Changes changes) = 0;
    virtual Drawing draw(const Theme &theme) const = 0;
    virtual std::vector<Anchor> anchors() const { return {}; }
    /// What `ray` meets exactly: goes before all anchors.
    virtual Hover hitBy(const ScreenProjection::Ray &) const { return {}; }
    /// What is under `ray` if no anchor is near.
    virtual Hover behind(const ScreenProjection::Ray &) const { return {}; }
    virtual Outline outlineOf(const Hover &) const { return {}; }
    virtual OrbitCamera homeCamera(QSizeF viewport) const = 0;
    virtual std::vector<SpatialLabel> labels(const Theme &) const { return {}; }
    virtual void paintAxes(QPainter &painter, const ScreenProjection &projection,
                           const Theme &theme) const = 0;

    void refresh(Changes changes) override;
    /// Takes `camera`; the view is then no longer at home.
    void setCamera(const OrbitCamera &camera);

    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    friend class Overlay;

    /// Draws at this quality until nothing has happened for a moment, then in full.
    void hurry(RenderWidget::Quality quality);
    void cameraMoves();
    void refreshIndex();
    void look();
    void hoverAt(QPointF position);
    void paintOverlay(QPainter &painter, const ScreenProjection &projection, const Theme &theme,
                      bool transient) const;
    QString message() const; // what is said instead of a picture
    std::vector<PlacedLabel> placedLabels(const ScreenProjection &projection, const Theme &theme) const;

    RenderWidget *m_render = nullptr; // null without OpenGL
    Overlay *m_overlay;
    OrbitCamera m_camera;
    bool m_atHome = true;
    QTimer m_stopped;
    QElapsedTimer m_sinceChange;
    ScreenIndex m_index;
    bool m_indexStale = true;
    QPointF m_pressed, m_last;
    bool m_dragged = false;
};

} // namespace quincunx
