#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

// The toy models of the benchmark of Lueckmann et al., AISTATS 2021 (arXiv:2101.04653), each with its exact
// posterior but `slcp`.

/// θ ~ U[−1,1]²; x = (r cos a + ¼ − |θ1+θ2|/√2, r sin a + (−θ1+θ2)/√2), a ~ U(−π/2, π/2), r ~ N(0.1, 0.01²).
/// The posterior is two crescents: θ ↦ x − (noise) turns the plane and folds it once, so each noise gives two
/// θ.
std::shared_ptr<const Simulator> makeTwoMoons();

/// θ ~ N(0, 0.1·1) in ten dimensions, x ~ N(θ, 0.1·1); θ|x ~ N(x/2, 0.05·1). \param bounded θ ~ U[−1,1]¹⁰
/// instead; then θ|x is N(x, 0.1·1) within the box.
std::shared_ptr<const Simulator> makeGaussianLinear(bool bounded);

/// θ ~ U[−10,10]²; x ~ ½N(θ,1) + ½N(θ,0.01·1), one component per draw.
std::shared_ptr<const Simulator> makeGaussianMixture();

/// Simple likelihood, complex posterior: θ ~ U[−3,3]⁵, x four points of N(m, S), m = (θ1,θ2), S = [[s1²,
/// ρs1s2], [ρs1s2, s2²]] + 10⁻⁶·1 with s1 = θ3², s2 = θ4², ρ = tanh θ5.
std::shared_ptr<const Simulator> makeSlcp();

/// A latent variable: θ ~ U[−5,5], z ~ N(θ, 2²), x ~ N(z, 1); x|θ ~ N(θ, 5).
std::shared_ptr<const Simulator> makeGaussGauss();

} // namespace quincunx
