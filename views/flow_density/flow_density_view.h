#pragma once

#include "views/flow/flow_view.h"
#include "views/flow/surface_map.h"

namespace quincunx {

/// Target, model and their ratio as maps side by side: the whole torus or sphere, slices of S³, or the
/// densities of neighbouring angles. A painted target is painted here.
class FlowDensityView : public FlowView {
    Q_OBJECT

public:
    FlowDensityView(Document &document, QWidget *parent);

protected:
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString hintAt(QPointF pixel) const override;

    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    struct Panel {
        std::size_t chart;
        int what; ///< 0 target, 1 model, 2 ratio
        QRectF room;
    };
    std::vector<Panel> panels(const QRectF &area, double line) const;
    void paintSamples(QPainter &painter, const SurfaceMap &map, const Theme &theme) const;
    /// Where on the manifold a pixel of the target's map is; empty beside it, and where nothing is painted.
    std::vector<double> paintedPlace(QPointF pixel) const;
    void stroke(QPointF to); ///< from where it was before

    Qt::MouseButton m_brush = Qt::NoButton; ///< the left one paints, the right one wipes
    QPointF m_strokeAt;
    std::optional<std::vector<double>> m_lastDab;
};

View *makeFlowDensityView(Document &document, QWidget *parent);

} // namespace quincunx
