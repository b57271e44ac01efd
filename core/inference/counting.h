#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

// Two measurements as experiments at colliders have them.

/// A signal counted over a background that is measured beside it: n_on ~ Pois(νb + μs), n_off ~ Pois(ντb)
/// with s = 15 and b = 70 expected, τ = 1 times as much background beside the signal; μ ~ U[0, 5] is the
/// strength of the signal, ν ~ U[0.6, 1.4] that of the background.
///
/// The posterior is drawn exactly: under a flat prior the means νb + μs and ντb have independent Gamma
/// distributions, and what falls out of the prior is drawn again. Source: Cranmer, *Practical statistics for
/// the LHC* (arXiv:1503.07622).
std::shared_ptr<const Simulator> makeOnOff();

/// A mass peak: 200 events of mass m in [100, 160] GeV, each signal with probability S/200: then m ~ N(M, 2²
/// GeV²) within the window, else m ~ m^−4. θ = (M, S) with M ~ U[105, 155] GeV and the yield S ~ U[0, 40]; x
/// the masses in ascending order. ln p(x|θ) = Σ ln [S/200 · N(m; M) + (1 − S/200) · b(m)] up to 200!. The
/// hidden steps that mining watches are which events are signal.
std::shared_ptr<const Simulator> makeBump();

} // namespace quincunx
