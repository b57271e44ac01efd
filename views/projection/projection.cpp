#include "views/projection/projection.h"

#include "views/geometry/detector.h"

#include <algorithm>

namespace quincunx {

double calorimeterDistance(Projection projection, QPointF unitDirection) {
    const Cylinder &front = detector::calorimeterFront;
    if (projection == Projection::Transverse)
        return front.radius;
    const double along = std::fabs(unitDirection.x()), across = std::fabs(unitDirection.y());
    return std::min(across > 0 ? front.radius / across : 1e9, along > 0 ? front.halfLength / along : 1e9);
}

DetectorOutline detectorOutline(Projection projection) {
    using namespace detector;
    if (projection == Projection::Transverse)
        return {{calorimeterFront.radius, solenoid.radius}, {}};
    DetectorOutline outline;
    auto box = [&](double z0, double z1, double rho0, double rho1) {
        outline.polygons.push_back(QPolygonF(QRectF(QPointF(z0, rho0), QPointF(z1, rho1)).normalized()));
    };
    const auto [radius, face] = calorimeterFront;
    box(-face, face, -radius, radius);
    for (double half : {1., -1.}) {
        box(-hcalBarrelEnd, hcalBarrelEnd, half * hcalInner, half * solenoid.radius);
        for (double end : {1., -1.}) {
            box(end * face, end * endcapEnd, half * endcapInner, half * endcapOuter);
            box(end * hcalEndcapFace, end * hcalEndcapEnd, half * endcapInner, half * hcalInner);
        }
    }
    return outline;
}

} // namespace quincunx
