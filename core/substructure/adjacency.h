#pragma once

#include "core/event/four_momentum.h"
#include "core/substructure/angular_distance.h"

#include <Eigen/Core>

#include <span>
#include <vector>

namespace quincunx {

/// The adjacency matrices d^α of a jet, quick to ask for one α after the other.
///
/// d_ij^α = min(pT_i^{2α}, pT_j^{2α}) (ΔR_ij/R)^k with k = 2 (Squared) or 1 (Linear), d_ii = d_iB =
/// pT_i^{2α}; α = −1, 0, 1 is anti-kT, Cambridge/Aachen, kT (Cacciari, Salam, Soyez 2008). ΔR² = Δy² + Δφ².
class PairDistances {
public:
    PairDistances() = default;
    explicit PairDistances(std::span<const FourMomentum> momenta);

    int size() const { return static_cast<int>(m_logPt.size()); }
    /// ΔR² of every pair (n, n).
    const Eigen::MatrixXd &deltaR2() const { return m_deltaR2; }

    /// d^α (n, n), symmetric, rows in the order of the momenta [GeV^{2α}]. A momentum without pT counts as
    /// 10⁻¹⁰⁰ GeV, so that every entry is finite for α in [−1, 1].
    /// Cost: n²/2 products, 0.3 ms at n = 200.
    Eigen::MatrixXd adjacency(double alpha, double radius, AngularDistance angular) const;

private:
    Eigen::MatrixXd m_deltaR2;
    std::vector<double> m_logPt;
};

} // namespace quincunx
