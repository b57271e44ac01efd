#include "views/trees/trellis_graph.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

TrellisGraph::TrellisGraph(int n) : leaves(n) {
    for (Cluster cluster = 1; cluster <= allLeaves(n); ++cluster)
        if (!isLeaf(cluster))
            steps.push_back(cluster);
    std::ranges::stable_sort(steps, {}, [](Cluster cluster) { return size(cluster); });
}

QRectF TrellisGraph::box(Cluster cluster, const QRectF &area) const {
    // The place of a cluster among those of its size.
    int before = 0, all = 0;
    for (Cluster other = 1; other <= allLeaves(leaves); ++other)
        if (size(other) == size(cluster)) {
            before += other < cluster;
            ++all;
        }
    const double rows = leaves, row = size(cluster) - 1;
    const double column = area.width() / all, height = area.height() / rows;
    QRectF box(0, 0, std::min(column - 3, 15. + 9 * leaves), std::min(height * 0.5, 22.));
    box.moveCenter({area.left() + (before + 0.5) * column, area.bottom() - (row + 0.5) * height});
    return box;
}

Cluster TrellisGraph::clusterAt(QPointF place, const QRectF &area) const {
    for (Cluster cluster = 1; cluster <= allLeaves(leaves); ++cluster)
        if (box(cluster, area).adjusted(-1.5, -4, 1.5, 4).contains(place))
            return cluster;
    return 0;
}

std::vector<TrellisTerm> trellisTerms(const Trellis &trellis, Cluster cluster) {
    std::vector<TrellisTerm> terms;
    const double logZ = trellis.logZ(cluster);
    forEachSplit(cluster, [&](Cluster a, Cluster b) {
        const double term = trellis.splitting().psi(a, b) + trellis.logZ(a) + trellis.logZ(b);
        terms.push_back({{a, b}, std::isfinite(logZ) ? std::exp(term - logZ) : 0});
    });
    std::ranges::sort(terms, std::greater(), &TrellisTerm::share);
    return terms;
}

} // namespace quincunx
