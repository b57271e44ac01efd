#include "core/substructure/adjacency.h"

#include <cmath>

namespace quincunx {

PairDistances::PairDistances(std::span<const FourMomentum> momenta) {
    const auto n = static_cast<Eigen::Index>(momenta.size());
    Eigen::VectorXd rapidity(n), phi(n);
    m_logPt.reserve(momenta.size());
    for (Eigen::Index i = 0; i < n; ++i) {
        const FourMomentum &p = momenta[static_cast<std::size_t>(i)];
        rapidity[i] = p.rapidity();
        phi[i] = p.phi();
        m_logPt.push_back(std::log(std::max(p.pt(), 1e-100)));
    }
    m_deltaR2.resize(n, n);
    for (Eigen::Index j = 0; j < n; ++j) {
        m_deltaR2(j, j) = 0;
        for (Eigen::Index i = 0; i < j; ++i) {
            const double dy = rapidity[i] - rapidity[j], dphi = wrapPhi(phi[i] - phi[j]);
            m_deltaR2(i, j) = m_deltaR2(j, i) = dy * dy + dphi * dphi;
        }
    }
}

Eigen::MatrixXd PairDistances::adjacency(double alpha, double radius, AngularDistance angular) const {
    const Eigen::ArrayXd power =
        (2 * alpha * Eigen::Map<const Eigen::ArrayXd>(m_logPt.data(), m_deltaR2.rows())).exp();
    Eigen::MatrixXd d = angular == AngularDistance::Squared ? Eigen::MatrixXd(m_deltaR2 / (radius * radius))
                                                            : Eigen::MatrixXd(m_deltaR2.cwiseSqrt() / radius);
    for (Eigen::Index j = 0; j < d.cols(); ++j) {
        d.col(j).array() *= power.min(power[j]);
        d(j, j) = power[j];
    }
    return d;
}

} // namespace quincunx
