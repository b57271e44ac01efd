#pragma once

#include <QColor>
#include <QPointF>

class QPainter;

namespace quincunx {

class Plot;

/// Of a splitting's z, on a logarithmic scale from 0.001 to 1/2.
QColor lundColour(double z);

/// A primary splitting is a disc, a secondary one a diamond.
void paintLundMark(QPainter &painter, QPointF pixel, bool primary, double radius);

/// The edge of the plane (z = 1/2), lines of lower z, Δ = R, and where kT is below 1 GeV.
void paintLundRegions(QPainter &painter, const Plot &plot, double radius, double pt);

struct LundLegend {
    bool branches;  ///< colours are those of branches, else of z
    bool secondary; ///< there are secondary splittings
    int outside;    ///< splittings without a place
};
void paintLundLegend(QPainter &painter, const Plot &plot, const LundLegend &legend);

} // namespace quincunx
