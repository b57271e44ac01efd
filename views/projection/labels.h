#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include <vector>

namespace quincunx {

/// A text that wants to be near `anchor`, on the side where `direction` (a unit vector, y down) points.
struct Label {
    QString text;
    QSizeF size; ///< [px]
    QPointF anchor, direction;
};

/// Where each label goes: inside `area`, over none of `taken` nor of an earlier label. Labels are placed in
/// order, the most important first; an empty rectangle means that there is no room for this one.
std::vector<QRectF> placeLabels(const std::vector<Label> &labels, const QRectF &area,
                                std::vector<QRectF> taken);

/// A momentum for a label: three digits, TeV from 1000 GeV.
QString momentumText(double gev);

} // namespace quincunx
