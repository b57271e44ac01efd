#include "views/jet_plane/jet_plane_geometry.h"

#include "views/geometry/convex_hull.h"

#include <algorithm>
#include <map>

namespace quincunx {

JetPlaneGeometry JetPlaneGeometry::make(const JetSubstructure &jet, std::span<const int> branchOf) {
    JetPlaneGeometry plane;
    plane.radius = jet.radius;
    for (const FourMomentum &p : jet.momenta)
        plane.sumPt += p.pt();
    const double y = jet.total.rapidity(), phi = jet.total.phi();
    std::map<int, std::vector<Disc>> members;
    for (std::size_t i = 0; i < jet.momenta.size(); ++i) { // they come by falling pT
        const FourMomentum &p = jet.momenta[i];
        const QPointF place(p.rapidity() - y, wrapPhi(p.phi() - phi));
        if (!std::isfinite(place.x()) || std::fabs(place.x()) > 100)
            continue;
        plane.discs.push_back({static_cast<int>(i), place, plane.sumPt > 0 ? p.pt() / plane.sumPt : 0});
        if (!branchOf.empty())
            members[branchOf[i]].push_back(plane.discs.back());
    }
    for (const auto &[branch, discs] : members) {
        if (discs.size() < 2)
            continue;
        std::vector<QPointF> places;
        for (const Disc &disc : discs)
            places.push_back(disc.place);
        plane.branches.push_back({discs.front().constituent, convexHull(std::move(places))});
    }
    return plane;
}

QRectF JetPlaneGeometry::home() const {
    double half = radius * 1.08;
    for (const Disc &disc : discs)
        half = std::max({half, std::fabs(disc.place.x()) * 1.08, std::fabs(disc.place.y()) * 1.08});
    return {-half, -half, 2 * half, 2 * half};
}

double JetPlaneGeometry::discRadius(double share, double frame) {
    constexpr double ofOne = 0.13, speck = 1.6; // of the frame; [px]
    return std::max(speck, ofOne * frame * std::sqrt(share));
}

} // namespace quincunx
