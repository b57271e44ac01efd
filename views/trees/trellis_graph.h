#pragma once

#include "views/document/trees_result.h"

#include <QPointF>
#include <QRectF>

namespace quincunx {

/// Where the clusters of a small trellis stand, and in which order the recursion fills them: leaves at the
/// foot, the whole at the top, by size and then by leaves.
struct TrellisGraph {
    static constexpr int mostLeaves = 6; ///< beyond, there are too many clusters to be told apart

    int leaves = 0;
    std::vector<Cluster> steps; ///< those of two or more leaves, in the order of the recursion

    explicit TrellisGraph(int leaves);

    /// The box of a cluster in `area`.
    QRectF box(Cluster cluster, const QRectF &area) const;
    /// The cluster whose box has the place; 0 none.
    Cluster clusterAt(QPointF place, const QRectF &area) const;
};

/// One term of Z(S) = Σ e^ψ Z(A) Z(B).
struct TrellisTerm {
    Split split;
    double share = 0; ///< of Z(S): the probability that S splits so
};
/// The terms of `cluster`, the largest first; none for a leaf. Shares are 0 if every split is forbidden.
std::vector<TrellisTerm> trellisTerms(const Trellis &trellis, Cluster cluster);

} // namespace quincunx
