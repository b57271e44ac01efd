// The hands of MatrixView: mouse, wheel and keys.
#include "views/matrix/matrix_view.h"

#include "views/vtk/overlay.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace quincunx {

QPointF MatrixView::placeOf(int i, int j) const {
    const double row = m_order.rows[static_cast<std::size_t>(i)] + 0.5;
    const double column = m_order.rows[static_cast<std::size_t>(j)] + 0.5;
    return m_section.toPixel({column / count(), row / count()}, m_layout.cells);
}

std::optional<MatrixCell> MatrixView::cellAt(QPointF pixel) const {
    return m_layout.cellAt(pixel, m_section, count());
}

QString MatrixView::description(MatrixCell cell) const {
    const int i = constituent(cell.row), j = constituent(cell.column);
    const JetSubstructure &jet = *m_jet->substructure;
    auto pt = [&](int k) { return numberText(jet.momenta[static_cast<std::size_t>(k)].pt()); };
    const QString d = numberText(m_jet->adjacency(i, j)) + u' ' + distanceUnit(m_jet->settings.alpha);
    if (i == j)
        return tr("d to the beam = %1   i: pT %2 GeV").arg(d, pt(i));
    QString text = tr("d = %1   i: pT %2 GeV   j: pT %3 GeV   ΔR %4")
                       .arg(d, pt(i), pt(j), numberText(std::sqrt(jet.pairs.deltaR2()(i, j))));
    if (m_scale.kind == JetDisplay::MatrixScale::Softmax)
        text += tr("   weight %1").arg(numberText(m_shown(i, j)));
    return text;
}

void MatrixView::hoverAt(QPointF pixel) {
    refreshNow();
    m_hovered = cellAt(pixel);
    Hover hover;
    if (m_hovered)
        hover.particle =
            m_jet->substructure->particles[static_cast<std::size_t>(constituent(m_hovered->row))];
    document().setHover(hover);
    Q_EMIT hint(m_hovered ? description(*m_hovered) : QString());
    m_overlay->update();
}

void MatrixView::mousePressEvent(QMouseEvent *event) {
    refreshNow();
    m_pressed = m_last = event->position();
    const bool left = event->button() == Qt::LeftButton;
    if (event->button() == Qt::MiddleButton || (left && event->modifiers() & Qt::ShiftModifier))
        m_drag = Drag::Pan;
    else if (left)
        m_drag = Drag::Click;
    else
        return View::mousePressEvent(event);
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
}

void MatrixView::mouseMoveEvent(QMouseEvent *event) {
    const QPointF here = event->position();
    // Beyond the edge a drag means the last row in sight.
    const QPointF inside(m_layout.cells.center().x(),
                         std::clamp(here.y(), m_layout.cells.top(), m_layout.cells.bottom() - 1));
    switch (m_drag) {
    case Drag::None:
        hoverAt(here);
        break;
    case Drag::Pan:
        moveTo(m_section.panned(here - m_last, m_layout.cells));
        break;
    case Drag::Click: {
        const auto from = cellAt(m_pressed);
        if (!from || (here - m_pressed).manhattanLength() < QApplication::startDragDistance())
            break;
        m_drag = Drag::Rows;
        m_dragged.first = from->row;
        [[fallthrough]];
    }
    case Drag::Rows:
        if (const auto to = cellAt(inside))
            m_dragged.second = to->row;
        m_overlay->update();
        break;
    }
    m_last = here;
}

void MatrixView::mouseReleaseEvent(QMouseEvent *event) {
    const Drag drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    m_overlay->update();
    if ((drag != Drag::Click && drag != Drag::Rows) || !m_jet)
        return;
    const bool add = event->modifiers() & Qt::ControlModifier;
    std::vector<int> picked;
    if (drag == Drag::Rows) {
        const auto [first, last] = std::minmax(m_dragged.first, m_dragged.second);
        for (int row = first; row <= std::min(last, count() - 1); ++row)
            picked.push_back(constituent(row));
    } else if (const auto cell = cellAt(event->position())) {
        picked.push_back(constituent(cell->row));
        if (cell->column != cell->row)
            picked.push_back(constituent(cell->column));
    }
    if (!picked.empty())
        pickConstituents(picked, add);
    else if (!add)
        document().select({});
}

void MatrixView::wheelEvent(QWheelEvent *event) {
    const double turn = event->angleDelta().y() / 120.0;
    if (turn == 0 || count() == 0)
        return event->ignore();
    const QRectF &cells = m_layout.cells;
    const QPointF at(std::clamp(event->position().x(), cells.left(), cells.right()),
                     std::clamp(event->position().y(), cells.top(), cells.bottom()));
    moveTo(m_section.zoomed(m_section.toUnit(at, cells), std::pow(1.2, turn), 3.0 / count()));
    event->accept();
}

void MatrixView::leaveEvent(QEvent *) {
    m_hovered.reset();
    document().setHover({});
    Q_EMIT hint({});
    m_overlay->update();
}

void MatrixView::keyPressEvent(QKeyEvent *event) {
    const double zoom = event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal ? 1.2
                        : event->key() == Qt::Key_Minus                               ? 1 / 1.2
                                                                                      : 0;
    if (zoom == 0 || count() == 0)
        return View::keyPressEvent(event);
    moveTo(m_section.zoomed(m_section.part.center(), zoom, 3.0 / count()));
}

} // namespace quincunx
