#pragma once

#include "core/substructure/lund.h"

#include <QRectF>

#include <functional>
#include <vector>

namespace quincunx {

/// A splitting on the Lund plane.
struct LundPoint {
    LundSplitting splitting;
    double x = 0, y = 0; ///< ln(1/Δ), ln(kT/GeV)
    int parent = -1;     ///< the primary point of whose soft branch it is a splitting; −1: it is primary
    /// Leaves of the soft branch. The first is where its harder ends lead.
    std::vector<int> constituents;
};

/// The Lund plane of a jet: its primary plane, and the leaves that hang on it.
struct LundGeometry {
    std::vector<LundPoint> points; ///< the primary ones first, the widest first
    int outside = 0;               ///< splittings without a place: Δ = 0 or kT = 0
    /// The point in whose soft branch a constituent is, the innermost; −1 none.
    std::vector<int> pointOfConstituent;

    /// \param opens whether the soft branch with these leaves shows its own splittings, too.
    static LundGeometry make(const LundTree &lund,
                             const std::function<bool(const std::vector<int> &)> &opens);
};

/// The part of the plane in which a jet of this radius and pT [GeV] can radiate, and a rim around it; as a
/// range of ln(1/Δ) and ln kT that `points` are in.
QRectF lundRange(const std::vector<LundPoint> &points, double radius, double pt);

/// ln kT at ln(1/Δ) = x of a branch that carries the part z of pT [GeV]: kT = z pT Δ. z = 1/2 is the most
/// that the softer branch can have.
double lundLine(double z, double pt, double x);

} // namespace quincunx
