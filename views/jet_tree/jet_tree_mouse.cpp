// The hands of JetTreeView: mouse, wheel and keys.
#include "views/jet_tree/jet_tree_view.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr double reach = 7;        // [pixels]
constexpr double smallest = 0.005; // part of the tree that fills the view

} // namespace

int JetTreeView::nodeAt(QPointF pixel) const {
    if (!m_jet)
        return -1;
    const QRectF area = canvas();
    if (pixel.x() < area.left() || pixel.x() > area.right() || pixel.y() < area.top())
        return -1;
    const QPointF unit = m_section.toUnit(pixel, area);
    if (pixel.y() > area.bottom())
        return m_layout.tipAt(unit.x());
    return m_layout.nodeAt(m_jet->tree, unit.x(), 1 - unit.y(), reach * m_section.part.width() / area.width(),
                           reach * m_section.part.height() / area.height());
}

bool JetTreeView::isOnCut(QPointF pixel) const {
    const QRectF area = canvas();
    return m_jet && m_jet->tree.leafCount() > 1 && area.contains(pixel) &&
           std::fabs(pixel.y() - cutLine()) <= 5;
}

void JetTreeView::cutAt(double y) {
    const int branches = m_cut.branches(1 - m_section.toUnit({0, y}, canvas()).y());
    document().change(
        tr("Play the clustering"), [&](Session &session) { session.jetDisplay.branches = branches; },
        QStringLiteral("branches"));
}

QString JetTreeView::description(int node) const {
    const Tree &tree = m_jet->tree;
    if (tree.isLeaf(node))
        return describe(scene(),
                        {.particle = m_jet->substructure->particles[static_cast<std::size_t>(node)]});
    const FourMomentum &p = m_jet->nodeMomenta[static_cast<std::size_t>(node)];
    return tr("pT %1 GeV   m %2 GeV   d %3 %4   %5 constituents%6")
        .arg(numberText(p.pt()), numberText(p.mass()), numberText(tree.node(node).height),
             distanceUnit(m_jet->settings.alpha))
        .arg(tree.node(node).leaves)
        .arg(m_layout.node(node).collapsed ? tr("   (double click expands)") : QString());
}

void JetTreeView::hoverAt(QPointF pixel) {
    refreshNow();
    const bool onCut = isOnCut(pixel);
    m_hovered = onCut ? -1 : nodeAt(pixel);
    if (onCut)
        setCursor(Qt::SplitVCursor);
    else
        unsetCursor();
    Hover hover;
    if (m_hovered >= 0 && m_jet->tree.isLeaf(m_hovered))
        hover.particle = m_jet->substructure->particles[static_cast<std::size_t>(m_hovered)];
    document().setHover(hover);
    Q_EMIT hint(onCut            ? tr("Drag to cut the tree into more or fewer branches")
                : m_hovered >= 0 ? description(m_hovered)
                                 : QString());
    update();
}

void JetTreeView::mousePressEvent(QMouseEvent *event) {
    refreshNow();
    m_pressed = m_last = event->position();
    const bool left = event->button() == Qt::LeftButton;
    if (event->button() == Qt::MiddleButton || (left && event->modifiers() & Qt::ShiftModifier))
        m_drag = Drag::Pan;
    else if (left)
        m_drag = isOnCut(m_pressed) ? Drag::Cut : Drag::Click;
    else
        return View::mousePressEvent(event);
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
}

void JetTreeView::mouseMoveEvent(QMouseEvent *event) {
    const QPointF here = event->position();
    switch (m_drag) {
    case Drag::None:
        hoverAt(here);
        break;
    case Drag::Click: // the tree is moved with the hand
        if ((here - m_pressed).manhattanLength() < QApplication::startDragDistance())
            return;
        m_drag = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
        [[fallthrough]];
    case Drag::Pan:
        moveTo(m_section.panned(here - m_last, canvas()));
        break;
    case Drag::Cut:
        if (m_jet)
            cutAt(here.y());
        break;
    }
    m_last = here;
}

void JetTreeView::mouseReleaseEvent(QMouseEvent *event) {
    const Drag drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    if (drag == Drag::Cut)
        document().endGesture();
    if (drag != Drag::Click || !m_jet)
        return;
    const bool add = event->modifiers() & Qt::ControlModifier;
    if (const int node = nodeAt(event->position()); node >= 0)
        pickConstituents(m_jet->tree.leavesBelow(node), add);
    else if (!add)
        document().select({});
}

void JetTreeView::mouseDoubleClickEvent(QMouseEvent *event) {
    if (event->button() == Qt::LeftButton && !isOnCut(event->position()))
        toggleCollapsed(nodeAt(event->position()));
}

void JetTreeView::wheelEvent(QWheelEvent *event) {
    const double turn = event->angleDelta().y() / 120.0;
    if (turn == 0)
        return event->ignore();
    const QRectF area = canvas();
    const QPointF at(std::clamp(event->position().x(), area.left(), area.right()),
                     std::clamp(event->position().y(), area.top(), area.bottom()));
    moveTo(m_section.zoomed(m_section.toUnit(at, area), std::pow(1.2, turn), smallest));
    event->accept();
}

void JetTreeView::leaveEvent(QEvent *) {
    m_hovered = -1;
    document().setHover({});
    Q_EMIT hint({});
    update();
}

void JetTreeView::keyPressEvent(QKeyEvent *event) {
    const double zoom = event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal ? 1.2
                        : event->key() == Qt::Key_Minus                               ? 1 / 1.2
                                                                                      : 0;
    if (zoom == 0)
        return View::keyPressEvent(event);
    moveTo(m_section.zoomed(m_section.part.center(), zoom, smallest));
}

} // namespace quincunx
