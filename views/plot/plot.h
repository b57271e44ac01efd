#pragma once

#include "views/plot/custom_plot.h"
#include "views/style/theme.h"

#include <functional>

namespace quincunx {

/// The one way the program draws plots: QCustomPlot in the colours of a Theme, painted as vectors into any
/// painter, with the mouse of all flat views: the wheel zooms at the cursor, middle or Shift drag moves, a
/// left drag chooses. What is zoomed and moved is the first axis rect. Ranges are rectangles whose top is the
/// lower end of y.
class Plot : public QCustomPlot {
    Q_OBJECT

public:
    explicit Plot(QWidget *parent = nullptr);

    /// All axes, grids and texts there are now take these colours and this widget's font.
    void wear(const Theme &theme);
    const Theme &theme() const { return *m_theme; }
    QFont smallFont() const; ///< of ticks and legends

    /// The frame becomes a square, so that both axes have the same scale: ranges are then kept equal.
    void setSquare(bool square) { m_isSquare = square; }

    void setHome(const QRectF &range); ///< shown now if the plot is at home
    void home();
    bool isAtHome() const { return m_isAtHome; }
    void setRange(const QRectF &range);
    QRectF range() const;
    const QRectF &homeRange() const { return m_home; }

    QRectF frame() const { return axisRect()->rect(); } ///< [px]
    QPointF toPixel(QPointF place) const {
        return {xAxis->coordToPixel(place.x()), yAxis->coordToPixel(place.y())};
    }
    QPointF toPlace(QPointF pixel) const {
        return {xAxis->pixelToCoord(pixel.x()), yAxis->pixelToCoord(pixel.y())};
    }

    void zoomAt(QPointF pixel, double factor);

    /// Painted over the plot on the screen only, without a replot: what follows the mouse.
    void setOverlay(std::function<void(QPainter &)> paint) { m_overlay = std::move(paint); }
    void setShowsFocus(bool shows);

    void replotSoon() { replot(rpQueuedReplot); }
    /// The plot as vectors, text as text, in the colours that it wears.
    void paint(QPainter &painter, const QRectF &area);

Q_SIGNALS:
    void hovered(QPointF pixel);
    void left();
    void clicked(QPointF pixel, bool add);
    void banded(QRectF pixels, bool add);

protected:
    void updateLayout() override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override { mousePressEvent(event); }
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    enum class Drag { None, Undecided, Band, Pan };

    bool fitTicks();
    void squareTheFrame();

    const Theme *m_theme = &Theme::light();
    bool m_isSquare = false;
    QRectF m_home{0, 0, 1, 1};
    bool m_isAtHome = true;
    std::function<void(QPainter &)> m_overlay;
    bool m_showsFocus = false;
    Drag m_drag = Drag::None;
    QPointF m_pressed, m_last;
    QRectF m_band;
};

} // namespace quincunx
