#pragma once

#include "core/inference/simulator.h"

#include <array>

namespace quincunx {

/// Gravitational waves of two black holes that fall into each other, in the lowest (Newtonian) order: 128
/// samples over 0.25 s, each with Gaussian noise of deviation 1,
///
///     h(t) = A (f/50 Hz)^{2/3} cos φ,  f = f0 (1 − t/t_c)^{−3/8},  φ = −2 (τ/5M)^{5/8} = 2π ∫ f dt + const,
///
/// τ = t_c − t, M = G m/c³ with the chirp mass m = (m1 m2)^{3/5}/(m1 + m2)^{1/5}, f0 = (5/256 t_c)^{3/8}
/// M^{−5/8}/π, and φ = 0 at t_c. The last 10 ms, which the samples cannot follow, fade as (τ/10 ms)²; after
/// t_c is silence. θ = (m ~ U[25, 45] solar masses, t_c ~ U[0.18, 0.24] s, A ~ U[0.5, 2]): signal-to-noise of
/// 4 to 15. The likelihood is Gaussian, the posterior on a grid. Source: Maggiore, *Gravitational Waves* I
/// (2008), eqs. 4.19, 4.30.
std::shared_ptr<const Simulator> makeChirp();

namespace chirp {

inline constexpr std::size_t samples = 128;
inline constexpr double duration = 0.25; ///< [s]

/// f at τ before the end [Hz]. \param mass [solar masses] \param tau [s]
double frequency(double mass, double tau);
/// h without noise at sample i, t = i/512 s.
std::array<double, samples> waveform(std::span<const double> theta);

} // namespace chirp
} // namespace quincunx
