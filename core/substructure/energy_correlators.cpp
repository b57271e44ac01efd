#include "core/substructure/energy_correlators.h"

#include "core/substructure/adjacency.h"

#include <cmath>

namespace quincunx {

EnergyCorrelators energyCorrelators(std::span<const FourMomentum> momenta, double beta) {
    const auto n = static_cast<Eigen::Index>(momenta.size());
    Eigen::ArrayXd rootPt(n);
    for (Eigen::Index i = 0; i < n; ++i)
        rootPt[i] = std::sqrt(momenta[static_cast<std::size_t>(i)].pt());
    const Eigen::ArrayXXd angles = PairDistances(momenta).deltaR2().array().pow(beta / 2);
    // a_ij = √(pT_i pT_j) ΔR_ij^β: then a_ij a_ik a_jk is the whole term of e3
    const Eigen::MatrixXd a = (angles.colwise() * rootPt).rowwise() * rootPt.transpose();

    EnergyCorrelators e;
    e.e1 = rootPt.square().sum();
    for (Eigen::Index j = 0; j < n; ++j) {
        const Eigen::Index rest = n - j - 1;
        for (Eigen::Index i = 0; i < j; ++i) {
            e.e2 += a(i, j) * rootPt[i] * rootPt[j];
            e.e3 += a(i, j) * a.col(i).tail(rest).dot(a.col(j).tail(rest));
        }
    }
    if (e.e2 > 0) {
        const double r = e.e1 / e.e2;
        e.c2 = e.e3 * r / e.e2;
        e.d2 = e.e3 * r * r * r;
    }
    return e;
}

} // namespace quincunx
