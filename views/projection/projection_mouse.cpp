// The hands of ProjectionView: mouse, wheel and keys.
#include "views/projection/projection_view.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>

namespace quincunx {

Hover ProjectionView::objectAt(QPointF pixel) const {
    constexpr double reach = 8, tie = 1.5; // [px]
    const QPointF place = m_mapping.toMetres(pixel);
    const int object =
        m_grid.nearest(place, reach / m_mapping.pixelsPerMetre, tie / m_mapping.pixelsPerMetre);
    if (object >= 0)
        return {.particle = m_geometry->objects[static_cast<std::size_t>(object)].particle, .jet = -1};
    for (const ProjectedJet &jet : m_geometry->jets) // the hardest first
        if (std::ranges::any_of(jet.outlines, [&](const QPolygonF &outline) {
                return outline.containsPoint(place, Qt::OddEvenFill);
            }))
            return {.particle = -1, .jet = jet.jet};
    return {};
}

void ProjectionView::updateHover(QPointF pixel) {
    refreshNow();
    if (m_gridIsDue) {
        m_grid = ObjectGrid(*m_geometry);
        m_gridIsDue = false;
    }
    document().setHover(objectAt(pixel));
    Q_EMIT hint(describe(scene(), document().hover()));
}

void ProjectionView::mousePressEvent(QMouseEvent *event) {
    m_pressed = m_last = event->position();
    const bool left = event->button() == Qt::LeftButton;
    if (event->button() == Qt::MiddleButton || (left && event->modifiers() & Qt::ShiftModifier))
        m_drag = Drag::Pan;
    else if (left)
        m_drag = Drag::Undecided;
    else
        return View::mousePressEvent(event);
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
}

void ProjectionView::mouseMoveEvent(QMouseEvent *event) {
    const QPointF here = event->position();
    switch (m_drag) {
    case Drag::None:
        updateHover(here);
        break;
    case Drag::Pan:
        m_atHome = false;
        moveTo(m_mapping.panned(here - m_last));
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

void ProjectionView::mouseReleaseEvent(QMouseEvent *event) {
    const Drag drag = std::exchange(m_drag, Drag::None);
    const bool add = event->modifiers() & Qt::ControlModifier;
    unsetCursor();
    if (drag == Drag::Band)
        selectBand(add);
    if (drag != Drag::Undecided)
        return update();
    updateHover(event->position());
    const Hover target = document().hover();
    if (target.particle >= 0 || target.jet >= 0)
        document().pick(target, add);
    else if (!add)
        document().select({});
}

void ProjectionView::selectBand(bool add) {
    const QRectF area =
        QRectF(m_mapping.toMetres(m_band.topLeft()), m_mapping.toMetres(m_band.bottomRight())).normalized();
    Selection selection = add ? session().selection : Selection{};
    for (int object : objectsEndingIn(*m_geometry, area))
        selection.particles.push_back(m_geometry->objects[static_cast<std::size_t>(object)].particle);
    std::ranges::sort(selection.particles);
    const auto repeated = std::ranges::unique(selection.particles);
    selection.particles.erase(repeated.begin(), repeated.end());
    document().select(std::move(selection));
}

void ProjectionView::wheelEvent(QWheelEvent *event) {
    // Touchpads send many small turns, mice one of 120: both add up to the same zoom.
    const double turn = event->angleDelta().y() / 120.0;
    if (turn == 0)
        return event->ignore();
    m_atHome = false;
    moveTo(m_mapping.zoomedAt(event->position(), std::pow(1.2, turn)));
    event->accept();
}

void ProjectionView::leaveEvent(QEvent *) {
    document().setHover({});
    Q_EMIT hint({});
}

void ProjectionView::focusInEvent(QFocusEvent *event) {
    m_showsFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    View::focusInEvent(event);
    update();
}

void ProjectionView::focusOutEvent(QFocusEvent *event) {
    m_showsFocus = false;
    View::focusOutEvent(event);
    update();
}

void ProjectionView::keyPressEvent(QKeyEvent *event) {
    const double zoom = event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal ? 1.2
                        : event->key() == Qt::Key_Minus                               ? 1 / 1.2
                                                                                      : 0;
    if (zoom == 0)
        return View::keyPressEvent(event);
    m_atHome = false;
    moveTo(m_mapping.zoomedAt(QRectF(rect()).center(), zoom));
}

} // namespace quincunx
