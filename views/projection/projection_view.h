#pragma once

#include "views/base/view.h"
#include "views/projection/event_painter.h"
#include "views/projection/object_grid.h"

#include <QElapsedTimer>
#include <QImage>
#include <QTimer>

#include <future>

namespace quincunx {

/// r–φ or ρ–z: a vector drawing of the scene that can be zoomed, panned and picked from.
///
/// The event is painted into an image; the mouse only adds an overlay. What has changed is painted on a
/// thread of its own, beside the frames of the 3-D views, and awaited by the paint event. Where painting
/// takes long (10⁵ objects) the old image is stretched while the wheel turns and painted anew when it rests.
class ProjectionView : public View {
    Q_OBJECT

public:
    ProjectionView(Projection projection, QString name, Document &document, QWidget *parent);

    void home() override;
    void frameSelection() override;
    nlohmann::json viewpoint() const override;
    void setViewpoint(const nlohmann::json &viewpoint) override;
    bool isVector() const override { return true; }
    void paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) override;

    const PlaneMapping &mapping() const { return m_mapping; }
    const ProjectedGeometry &geometry() const { return *m_geometry; }
    /// What a click at a place of the widget would choose.
    Hover objectAt(QPointF pixel) const;

protected:
    void refresh(Changes changes) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; ///< + and − zoom; the rest as all views

private:
    enum class Drag { None, Undecided, Band, Pan };

    void moveTo(const PlaneMapping &mapping);
    PlaneMapping mappingIn(const QRectF &area) const; ///< the present part of the plane in another area
    void invalidate();
    void beginLayer();
    void finishLayer();
    void selectBand(bool add);
    void updateHover(QPointF pixel);

    const Projection m_projection;
    std::shared_ptr<const ProjectedGeometry> m_geometry; // never null
    // What the particles in it were made from
    std::shared_ptr<const Event> m_event;
    std::vector<int> m_visible;
    DisplaySettings m_display;
    ObjectGrid m_grid;
    bool m_gridIsDue = true; // built when the mouse first asks
    PlaneMapping m_mapping;
    bool m_atHome = true; // then the mapping follows the size of the widget

    struct Layer {
        QImage image;
        PlaneMapping mapping;
        double paintTime = 0; // [ms]
    };
    Layer m_layer;
    bool m_layerIsStale = true;
    std::future<Layer> m_nextLayer; // valid while one is being painted; its end is awaited on destruction
    QTimer m_rest;
    QElapsedTimer m_sinceScene;
    bool m_isRough = false; // edges are not smooth until m_rest

    Drag m_drag = Drag::None;
    QPointF m_pressed, m_last;
    QRectF m_band;
    bool m_showsFocus = false; // reached by keyboard
};

} // namespace quincunx
