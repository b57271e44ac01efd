#pragma once

#include "core/substructure/jet_analysis.h"

#include <QPointF>
#include <QPolygonF>
#include <QRectF>

#include <span>
#include <vector>

namespace quincunx {

/// A jet seen along its axis: where its constituents are on the (Δy, Δφ) plane around it, and how large their
/// discs are.
struct JetPlaneGeometry {
    struct Disc {
        int constituent;
        QPointF place; ///< (Δy, Δφ)
        double share;  ///< of the pT of all
    };
    /// What belongs together while the clustering is played.
    struct Branch {
        int constituent; ///< its hardest
        QPolygonF hull;  ///< convex; a line for two constituents
    };

    std::vector<Disc> discs;      ///< by falling pT; without those along the beam, which have no place
    std::vector<Branch> branches; ///< of two constituents and more, none while all are one
    double radius = 1;            ///< R of the jet
    double sumPt = 0;             ///< [GeV]

    /// \param branchOf of each constituent; empty while all are one.
    static JetPlaneGeometry make(const JetSubstructure &jet, std::span<const int> branchOf);

    /// The square around the axis that has everything in it, the jet's circle included.
    QRectF home() const;
    /// Area is proportional to pT; what is too soft for that is a speck. \param frame side of the plot [px].
    static double discRadius(double share, double frame);
};

} // namespace quincunx
