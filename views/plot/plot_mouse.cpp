// The hands of Plot: mouse and wheel, as in all flat views.
#include "views/plot/plot.h"

#include <QApplication>

#include <algorithm>
#include <cmath>

namespace quincunx {

void Plot::zoomAt(QPointF pixel, double factor) {
    constexpr double closest = 1e-4, furthest = 20; // of the range at home
    const QRectF now = range();
    const double span = std::clamp(now.width() / factor, m_home.width() * closest, m_home.width() * furthest);
    const double scale = span / now.width();
    const QPointF fixed = toPlace(pixel);
    setRange({fixed.x() + (now.left() - fixed.x()) * scale, fixed.y() + (now.top() - fixed.y()) * scale,
              now.width() * scale, now.height() * scale});
}

void Plot::mousePressEvent(QMouseEvent *event) {
    m_pressed = m_last = event->position();
    const bool left = event->button() == Qt::LeftButton;
    if (event->button() == Qt::MiddleButton || (left && event->modifiers() & Qt::ShiftModifier))
        m_drag = Drag::Pan;
    else if (left)
        m_drag = Drag::Undecided;
    else
        return QWidget::mousePressEvent(event);
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
}

void Plot::mouseMoveEvent(QMouseEvent *event) {
    const QPointF here = event->position();
    switch (m_drag) {
    case Drag::None:
        Q_EMIT hovered(here);
        break;
    case Drag::Pan:
        setRange(range().translated(toPlace(m_last) - toPlace(here)));
        break;
    case Drag::Undecided:
        if ((here - m_pressed).manhattanLength() < QApplication::startDragDistance())
            break;
        m_drag = Drag::Band;
        [[fallthrough]];
    case Drag::Band:
        m_band = QRectF(m_pressed, here).normalized();
        update();
        break;
    }
    m_last = here;
}

void Plot::mouseReleaseEvent(QMouseEvent *event) {
    const Drag drag = std::exchange(m_drag, Drag::None);
    const bool add = event->modifiers() & Qt::ControlModifier;
    unsetCursor();
    if (drag == Drag::Band)
        Q_EMIT banded(m_band, add);
    else if (drag == Drag::Undecided)
        Q_EMIT clicked(event->position(), add);
    update();
}

void Plot::wheelEvent(QWheelEvent *event) {
    // Touchpads send many small turns, mice one of 120: both add up to the same zoom.
    const double turn = event->angleDelta().y() / 120.0;
    if (turn == 0)
        return event->ignore();
    zoomAt(event->position(), std::pow(1.2, turn));
    event->accept();
}

void Plot::leaveEvent(QEvent *) {
    Q_EMIT left();
}

} // namespace quincunx
