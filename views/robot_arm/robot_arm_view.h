#pragma once

#include "views/flow/flow_view.h"

namespace quincunx {

/// The arm in poses that the flow draws, and where its tip shall be, which can be dragged, or drawn: the flow
/// then learns anew from what it knew.
class RobotArmView : public FlowView {
    Q_OBJECT

public:
    RobotArmView(Document &document, QWidget *parent);

protected:
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString emptyMessage() const override;
    QString hintAt(QPointF pixel) const override;

    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    struct Frame {
        QPointF origin;
        double pixelsPerLength;
        QPointF pixel(double x, double y) const {
            return {origin.x() + x * pixelsPerLength, origin.y() - y * pixelsPerLength};
        }
    };
    Frame frameOf(const QRectF &area) const;
    void paintWanted(QPainter &painter, const Frame &frame, const Theme &theme) const;
    void moveTip(QPointF pixel);
    void drawShape(QPointF pixel, bool begins);

    bool m_dragging = false, m_drawing = false;
};

View *makeRobotArmView(Document &document, QWidget *parent);

} // namespace quincunx
