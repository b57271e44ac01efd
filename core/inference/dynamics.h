#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

// Two differential equations observed with noise, as the benchmark of Lueckmann et al. (arXiv:2101.04653) has
// them.

/// An epidemic: Ṡ = −βSI/N, İ = βSI/N − γI, from one infected of N = 10⁶; β ~ LogN(ln 0.4, 0.5), γ ~ LogN(ln
/// 0.125, 0.2) [1/day]; x_k ~ Bin(1000, I(17k)/N), k = 0 … 9.
std::shared_ptr<const Simulator> makeSir();

/// Predators and prey: u̇ = αu − βuv, v̇ = −γv + δuv from (30, 1); α, γ ~ LogN(−0.125, 0.5), β, δ ~ LogN(−3,
/// 0.5) in the order α, β, γ, δ; x ~ LogN(ln u(2.1k), 0.1), k = 0 … 9, ten prey, then ten predator values.
std::shared_ptr<const Simulator> makeLotkaVolterra();

/// ln u and ln v of the equation above at 2.1k, k = 0 … 9: ten of prey, then ten of predators. Runge and
/// Kutta's fourth order in the logarithms, which keeps both positive.
std::array<double, 20> lotkaVolterra(std::span<const double> theta);

} // namespace quincunx
