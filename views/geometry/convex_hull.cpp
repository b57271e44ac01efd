#include "views/geometry/convex_hull.h"

#include <algorithm>

namespace quincunx {

QPolygonF convexHull(std::vector<QPointF> points) {
    auto before = [](QPointF a, QPointF b) { return a.x() < b.x() || (a.x() == b.x() && a.y() < b.y()); };
    std::ranges::sort(points, before);
    const auto repeated = std::ranges::unique(points);
    points.erase(repeated.begin(), repeated.end());
    if (points.size() < 3)
        return QPolygonF(QList<QPointF>(points.begin(), points.end()));
    // Andrew's monotone chain: the lower side from left to right, then the upper one back.
    QPolygonF hull;
    auto side = [&](auto begin, auto end) {
        const qsizetype start = hull.size();
        for (auto p = begin; p != end; ++p) {
            while (hull.size() >= start + 2) {
                const QPointF a = hull[hull.size() - 2], along = hull.back() - a, next = *p - a;
                if (along.x() * next.y() - along.y() * next.x() > 0)
                    break;
                hull.pop_back();
            }
            hull.push_back(*p);
        }
        hull.pop_back(); // the other side begins with it
    };
    side(points.begin(), points.end());
    side(points.rbegin(), points.rend());
    return hull;
}

} // namespace quincunx
