#include "views/vtk/overlay.h"

#include <QPainter>

namespace quincunx {

Overlay::Overlay(std::function<void(QPainter &)> paint, QWidget *parent)
    : QWidget(parent)
    , m_paint(std::move(paint)) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
}

void Overlay::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    m_paint(painter);
}

} // namespace quincunx
