#pragma once

#include <QWidget>

#include <functional>

namespace quincunx {

/// A transparent sheet of paper above the 3-D frame, for text and highlights.
class Overlay : public QWidget {
    Q_OBJECT

public:
    Overlay(std::function<void(QPainter &)> paint, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::function<void(QPainter &)> m_paint;
};

} // namespace quincunx
