#pragma once

#include "core/inference/simulator.h"

#include <array>

namespace quincunx {

/// An effective field theory: two operators of strengths θ1, θ2 ~ U[−1, 1] change a spectrum that falls with
/// the transverse momentum z [100 GeV], and the more the larger z,
///
///     dσ/dz ∝ |M0 + θ1 M1 + θ2 M2|²,  M0 = e^{−z/2},  M1 = e^{iφ} 0.3 z M0,  M2 = e^{iφ} 0.1 z² M0,  cos φ =
///     0.8.
///
/// The square is Σ_c w_c(θ) dσ_c/dz, six components (1, θ1, θ2, θ1², θ1θ2, θ2²), each a power of z times
/// e^{−z}: what is known of the six is known for every θ (*morphing*). 100 events are expected at θ = 0, 100
/// σ(θ)/σ(0) at θ, Poisson. A detector smears: ln z' ~ N(ln z, 0.15²). x counts events in nine bins of z'.
///
/// Truth: before smearing σ(θ) and p(z|θ) have closed forms; the shares of components in bins after smearing
/// are integrals over ln z by the trapezoidal rule, to 10⁻¹². Then x is nine independent Poisson counts, and
/// the posterior is on a grid; it has two modes where the data cannot tell interference from the square. The
/// hidden steps that mining watches are the z. Source: Brehmer, Kling, Espejo, Cranmer, *MadMiner* (Comput.
/// Softw. Big Sci. 4 (2020) 3).
std::shared_ptr<const Simulator> makeEft();

/// What the simulator above is made of.
namespace eft {

inline constexpr double eventsExpected = 100; ///< at θ = 0
inline constexpr double smearing = 0.15;
inline constexpr std::array<double, 8> edges{0.5, 1, 1.5, 2,
                                             3,   4, 6,   9}; ///< of the bins, between 0 and ∞ [100 GeV]

/// c_k of dσ/dz = Σ_k c_k z^k e^{−z}, k = 0 … 4.
std::array<double, 5> coefficients(std::span<const double> theta);
/// Events expected: 100 Σ_k c_k k!.
double eventsExpectedAt(std::span<const double> theta);
/// The same in each bin, after smearing.
std::array<double, edges.size() + 1> binsExpected(std::span<const double> theta);

} // namespace eft
} // namespace quincunx
