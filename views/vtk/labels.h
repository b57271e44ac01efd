#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

#include <vector>

#include "views/vtk/vector.h"

class QPainter;

namespace quincunx {

class ScreenProjection;

/// A label that wants to stand beside a point of space.
struct LabelWish {
    Vector3 point;
    Vector3 from; ///< the label stands beyond the point as seen from here
    QString text;
    QColor colour;
    int jet = -1; ///< picked by clicking on the label; −1 none
};

/// Where it came to stand.
struct PlacedLabel {
    QPointF point; ///< what it belongs to [pixels]
    QRectF box;
    QString text;
    QColor colour;
    int jet;
};

/// Puts each label a little beyond its point, moved up or down until it covers no other and stays inside.
/// Those out of sight, or without room, are left out. First come, first served.
std::vector<PlacedLabel> placeLabels(const std::vector<LabelWish> &wishes, const ScreenProjection &projection,
                                     const QFont &font);

/// \param paper the colour behind the text, so that lines below do not disturb it.
void paintLabels(QPainter &painter, const std::vector<PlacedLabel> &labels, const QColor &text,
                 const QColor &paper);

} // namespace quincunx
