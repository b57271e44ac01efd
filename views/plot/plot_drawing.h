#pragma once

#include "views/plot/plot.h"

namespace quincunx {

/// Something painted into a plot that is no plottable of QCustomPlot. The plot owns it.
class PlotDrawing : public QCPLayerable {
public:
    using Paint = std::function<void(QPainter &painter, const Plot &plot)>;
    enum class Place {
        BelowData, ///< inside the frame, above the grid
        AboveData, ///< inside the frame, in the order of making
        Outside    ///< anywhere, over everything
    };

    PlotDrawing(Plot &plot, Place place, Paint paint)
        : QCPLayerable(&plot, QLatin1String(place == Place::BelowData   ? "grid"
                                            : place == Place::AboveData ? "main"
                                                                        : "legend"))
        , m_plot(plot)
        , m_place(place)
        , m_paint(std::move(paint)) {}

protected:
    QRect clipRect() const override {
        return m_place == Place::Outside ? m_plot.viewport() : m_plot.axisRect()->rect();
    }
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override { painter->setAntialiasing(true); }
    void draw(QCPPainter *painter) override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setFont(m_plot.smallFont());
        m_paint(*painter, m_plot);
        painter->restore();
    }

private:
    Plot &m_plot;
    Place m_place;
    Paint m_paint;
};

} // namespace quincunx
