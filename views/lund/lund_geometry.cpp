#include "views/lund/lund_geometry.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

std::vector<int> softConstituents(const LundTree &lund, const LundSplitting &splitting) {
    std::vector<int> leaves = lund.tree.leavesBelow(splitting.soft);
    const std::vector<LundSplitting> harder = lund.from(splitting.soft);
    const int end = harder.empty() ? splitting.soft : harder.back().hard;
    std::ranges::iter_swap(leaves.begin(), std::ranges::find(leaves, end));
    return leaves;
}

} // namespace

LundGeometry LundGeometry::make(const LundTree &lund,
                                const std::function<bool(const std::vector<int> &)> &opens) {
    LundGeometry plane;
    plane.pointOfConstituent.assign(static_cast<std::size_t>(lund.tree.leafCount()), -1);
    auto add = [&](const LundSplitting &splitting, int parent) {
        if (!(splitting.delta > 0) || !(splitting.kt > 0) || !std::isfinite(splitting.delta)) {
            ++plane.outside;
            return;
        }
        LundPoint point{splitting, -std::log(splitting.delta), std::log(splitting.kt), parent,
                        softConstituents(lund, splitting)};
        for (int leaf : point.constituents)
            plane.pointOfConstituent[static_cast<std::size_t>(leaf)] = static_cast<int>(plane.points.size());
        plane.points.push_back(std::move(point));
    };
    for (const LundSplitting &splitting : lund.primary)
        add(splitting, -1);
    for (int k = 0, primary = static_cast<int>(plane.points.size()); k < primary; ++k) {
        const LundPoint &point = plane.points[static_cast<std::size_t>(k)];
        if (!opens(point.constituents))
            continue;
        for (const LundSplitting &splitting : lund.from(point.splitting.soft))
            add(splitting, k);
    }
    return plane;
}

QRectF lundRange(const std::vector<LundPoint> &points, double radius, double pt) {
    double left = std::log(1 / radius), right = left + 5, top = lundLine(0.5, std::max(pt, 1e-3), left),
           bottom = std::min(-1.5, top - 5);
    for (const LundPoint &point : points) {
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        bottom = std::min(bottom, point.y);
        top = std::max(top, point.y);
    }
    return {QPointF(left - 0.8, bottom - 0.5), QPointF(right + 0.4, top + 0.6)};
}

double lundLine(double z, double pt, double x) {
    return std::log(z * pt) - x;
}

} // namespace quincunx
