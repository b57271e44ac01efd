#pragma once

#include "core/event/four_momentum.h"
#include "core/ginkgo/ginkgo_settings.h"
#include "core/trellis/splitting.h"

#include <array>
#include <span>

namespace quincunx {

/// Which of the three conventions in use gives ψ. With t = m², P the parent, L and R its children,
/// D = −ln(1 − e^(−0.999 λ)), and λ = λ_root where the parent is the whole jet:
///
/// **Published** — behind the published tables. A leaf child counts as t = 0. a = max(t_L, t_R), b = min,
///   ψ = g(t_P, a) + g((√t_P − √a)², b) − ln 4π,
///   g(T, t) = ln λ − ln T − λt/T − ln(1 − e^−λ), or ln[(1 − e^(−λ t_cut/T)) / (1 − e^−λ)] for t = 0;
///   −∞ if t_P < t_cut.
///
/// **Ginkgo** — the generator's public code. Leaves keep their t.
///   g(T, t) = D + ln λ − ln T − λt/T for t > t_cut, else D + ln(1 − e^(−λ min(T, t_cut)/T)),
///   x = g(t_P, t_L) + g((√t_P − √t_L)², t_R), y = the same with L and R exchanged,
///   ψ = ln(e^x + e^y) − ln 2 − ln 4π;
///   −∞ if t_P ≤ t_cut, t_L ≥ 0.999 t_P, t_R ≥ 0.999 t_P, or √t_L + √t_R > √t_P.
///
/// **Exact** — the density of the leaf momenta that the generator really implies: as Ginkgo, but every child
///   has g(T, t) = D + ln λ − ln T − λt/T for t < 0.999 T (else −∞), and the phase space of the decay,
///   d⁴p_L = |p*|/(4√t_P) dt_L dt_R dΩ*, adds ln(8/β), β² = 1 − 2(t_L+t_R)/t_P + ((t_L−t_R)/t_P)².
enum class GinkgoConvention { Exact, Published, Ginkgo };

/// The sum of any subset of at most 64 momenta in a few additions: a table for every eight leaves.
class SubsetMomenta {
public:
    explicit SubsetMomenta(std::span<const FourMomentum> momenta);

    FourMomentum operator()(Cluster cluster) const {
        FourMomentum sum;
        for (std::size_t byte = 0; byte < m_tables.size(); ++byte, cluster >>= 8)
            sum += m_tables[byte][cluster & 255];
        return sum;
    }

private:
    std::vector<std::array<FourMomentum, 256>> m_tables;
};

/// The log density of Ginkgo splittings (Cranmer, Macaluso, Pappadopulo, *Toy generative model for jets*).
///
/// Masses: t = (E−|p|)(E+|p|), with rounding below zero taken as 0; a space-like momentum is no possible
/// node. Heights of nodes are t [GeV²].
class GinkgoDensity final : public Splitting {
public:
    /// \param leaves momenta [GeV], 1 to 64. \throws Error if their number or a setting is out of range.
    GinkgoDensity(GinkgoConvention convention, std::span<const FourMomentum> leaves,
                  const GinkgoSettings &settings);

    double psi(Cluster a, Cluster b) const override;
    double bound(Cluster cluster) const override;
    double height(Cluster cluster) const override;
    std::unique_ptr<TrellisEngine> fastEngine() const override;

    GinkgoConvention convention() const { return m_convention; }
    const GinkgoSettings &settings() const { return m_settings; }

    /// √t of a node as the convention counts it (0 for Published leaves) [GeV]; +∞ if it is space-like.
    double mass(Cluster cluster) const;

private:
    GinkgoConvention m_convention;
    SubsetMomenta m_momenta;
    GinkgoSettings m_settings;
    std::vector<double> m_leafMass;
};

/// ψ of a parent of mass mP whose children have masses mL and mR [GeV]: the formulas above, plainly.
/// \param lambda the rate that holds for this parent.
double ginkgoPsi(GinkgoConvention convention, double mP, double mL, double mR, double lambda, double tCut);

} // namespace quincunx
