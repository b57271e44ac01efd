#pragma once

#include <QColor>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <vector>

class QFont;
class QPainter;

namespace quincunx {

/// A momentum for a label: three digits, TeV from 1000 GeV.
QString momentumText(double gev);
/// Of the arrow of missing transverse momentum.
QString missingMomentumText(double gev);

/// A name for something in a picture. It wants to stand near `point`, on the side to which `direction` leads.
struct Label {
    QString text;
    QColor colour;     ///< of the frame, and of the line to the point
    QPointF point;     ///< [pixels]
    QPointF direction; ///< unit vector, y downwards
    int jet = -1;      ///< what it names; −1 no jet
};

struct PlacedLabel {
    Label label;
    QRectF box; ///< [pixels]
};

/// Where the labels go: inside `area`, over none of `taken` nor of each other. Placed in order, the most
/// important first; those that find no room are left out.
std::vector<PlacedLabel> placeLabels(const std::vector<Label> &labels, const QRectF &area, const QFont &font,
                                     std::vector<QRectF> taken = {});

/// \param paper the colour behind the text, so that lines below do not disturb it.
void paintLabels(QPainter &painter, const std::vector<PlacedLabel> &labels, const QColor &text,
                 const QColor &paper);

/// Collision vertices: dots of the same size at every zoom, with a rim of `paper` around them.
void paintVertices(QPainter &painter, const std::vector<QPointF> &pixels, const QColor &dot,
                   const QColor &paper);

/// A calm text in the middle, instead of a picture of nothing.
void paintMessage(QPainter &painter, const QRectF &area, const QString &text, const QColor &colour);

} // namespace quincunx
