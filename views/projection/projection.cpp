#include "views/projection/projection.h"

#include <algorithm>

namespace quincunx {

double calorimeterDistance(Projection projection, QPointF unitDirection) {
    if (projection == Projection::Transverse)
        return detector::ecalRadius;
    const double along = std::fabs(unitDirection.x()), across = std::fabs(unitDirection.y());
    return std::min(across > 0 ? detector::ecalRadius / across : 1e9,
                    along > 0 ? detector::endcapFace / along : 1e9);
}

DetectorOutline detectorOutline(Projection projection) {
    using namespace detector;
    if (projection == Projection::Transverse)
        return {{ecalRadius, hcalRadius}, {}};
    DetectorOutline outline;
    auto box = [&](double z0, double z1, double rho0, double rho1) {
        outline.polygons.push_back(QPolygonF(QRectF(QPointF(z0, rho0), QPointF(z1, rho1)).normalized()));
    };
    box(-ecalBarrelEnd, ecalBarrelEnd, -ecalRadius, ecalRadius);
    for (double half : {1., -1.}) {
        box(-hcalBarrelEnd, hcalBarrelEnd, half * hcalInner, half * hcalRadius);
        for (double end : {1., -1.}) {
            box(end * endcapFace, end * (endcapFace + 0.5), half * endcapInner, half * endcapOuter);
            box(end * hcalEndcapFace, end * hcalEndcapEnd, half * endcapInner, half * hcalInner);
        }
    }
    return outline;
}

} // namespace quincunx
