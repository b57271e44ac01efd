#include "views/lego/lego_axes.h"

#include "views/lego/lego_drawing.h"
#include "views/vtk/axis_painter.h"

#include <QPainter>

#include <algorithm>

namespace quincunx {
namespace {

using std::numbers::pi;

QString phiText(double phi) {
    if (phi == 0)
        return QStringLiteral("0");
    const QString sign = phi < 0 ? QStringLiteral("−") : QString();
    return sign + (std::fabs(phi) == 1 ? QStringLiteral("π") : QStringLiteral("π/2"));
}

QString signedText(double value) {
    return (value < 0 ? QStringLiteral("−") : QString()) + QString::number(std::fabs(value), 'g', 4);
}

} // namespace

void paintLegoAxes(QPainter &painter, const ScreenProjection &projection, const LegoScale &scale,
                   double etaRange, const Theme &theme) {
    AxisPainter axes(painter, projection, theme);
    const double x = etaRange;
    const Vector3 &forward = projection.forward();
    // Sides of the floor that face the viewer; looking straight down, below and to the left.
    const double phiSide = forward[1] >= -1e-2 ? -pi : pi;
    const double etaSide = forward[0] <= 1e-2 ? x : -x;
    const bool fromAbove = std::fabs(forward[2]) > 0.985;

    for (double eta : etaTicks(x))
        axes.tick({eta, phiSide, 0}, {eta, 0, 0}, signedText(eta));
    axes.title({0.5, phiSide, 0}, {0.5, 0, 0}, 26, QStringLiteral("η"));
    for (double phi : phiTicks)
        axes.tick({etaSide, phi * pi, 0}, {0, phi * pi, 0}, phiText(phi));
    axes.title({etaSide, -pi / 4, 0}, {0, -pi / 4, 0}, 34, QStringLiteral("φ"));

    if (fromAbove)
        return;
    Vector3 corner{-x, -pi, 0};
    for (double eta : {-x, x})
        for (double phi : {-pi, pi})
            if (projection({eta, phi, 0}).x() < projection(corner).x())
                corner = {eta, phi, 0};
    axes.line(corner, {corner[0], corner[1], LegoScale::tallest}, theme.axis);
    for (double et : scale.ticks) {
        const Vector3 at{corner[0], corner[1], scale.height(et)};
        if (et > 0) // 0 would stand on the floor's own numbers
            axes.tick(at, at + projection.right(), signedText(et));
    }
    const Vector3 top{corner[0], corner[1], LegoScale::tallest};
    axes.title(top + projection.right() * 0.6, top - Vector3{0, 0, 1} + projection.right() * 0.6, 8,
               QStringLiteral("E_T [GeV]"));
}

} // namespace quincunx
