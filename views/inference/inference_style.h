#pragma once

#include "core/inference/density_grid.h"
#include "views/style/theme.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace quincunx {

// What a thing looks like in every view of inference.
inline QColor observationColour(const Theme &theme) {
    return theme.jets[0];
}
inline QColor estimateColour(const Theme &theme) {
    return theme.jets[1];
}
inline QColor rivalColour(const Theme &theme) {
    return theme.jets[4];
}
inline QColor predictionColour(const Theme &theme) {
    return theme.jets[2];
}
inline QColor ghostColour(const Theme &theme) {
    return theme.muted;
}
inline QColor truthColour(const Theme &theme) {
    return theme.selection;
}
QColor faded(QColor colour, double alpha);

/// "theta1" → "θ₁", "beta [1/day]" → "β [1/day]"; other names stay as they are.
QString symbolText(const std::string &name);

/// "nre_c" → "NRE-C": an estimator where there is little room.
QString shortTitle(const std::string &estimator);

/// A part of two axes, and where it is in a picture. Unlike an AxisScale it goes on beyond its frame.
struct AxisPanel {
    QRectF frame; ///< [pixels]
    Extent x, y;

    QPointF pixel(double xValue, double yValue) const {
        return {frame.left() + (xValue - x.low) / x.length() * frame.width(),
                frame.bottom() - (yValue - y.low) / y.length() * frame.height()};
    }
    QPointF place(QPointF pixel) const {
        return {x.low + (pixel.x() - frame.left()) / frame.width() * x.length(),
                y.low + (frame.bottom() - pixel.y()) / frame.height() * y.length()};
    }
};

/// What stands around a panel.
struct PanelTitles {
    QString x, y;                      ///< empty: none, nor numbers
    bool xTicks = true, yTicks = true; ///< whether there are ticks and a grid: a density needs none upwards
    bool hasNeighbours = false;        ///< whose numbers those of this panel must not reach
};

/// Frame, faint grid, ticks with numbers, titles below and at the left.
void paintPanelFrame(QPainter &painter, const AxisPanel &panel, const PanelTitles &titles,
                     const Theme &theme);

/// Room that paintPanelFrame() takes at the left and below [pixels]. \param line height of a line of text.
constexpr double panelLeft = 58;
inline double panelBottom(double line) {
    return 2.2 * line + 10;
}

/// One line of what colours mean, in the order of the entries, from the left of `area`; what has no room is
/// left out.
struct LegendEntry {
    enum class Kind { Text, Patch, Line, Dashes, Cross, Dot };
    Kind kind;
    QColor colour;
    QString text;
};
void paintLegend(QPainter &painter, const QRectF &area, const std::vector<LegendEntry> &entries,
                 const Theme &theme);

/// \param reach of its arms [pixels].
void paintCross(QPainter &painter, QPointF at, double reach, const Theme &theme);
/// A dot with a rim, of the same size at every zoom.
void paintObservation(QPainter &painter, QPointF at, const Theme &theme);
/// An estimate is filled; a rival over it is a dashed line, told apart without colours; the truth is a ghost.
enum class CurveStyle { Estimate, Rival, Ghost };
/// A curve of density: an estimate is filled stronger where it holds the first of contourMasses.
void paintCurve(QPainter &painter, const AxisPanel &panel, const DensityCurve &curve, const QColor &colour,
                CurveStyle style);

} // namespace quincunx
