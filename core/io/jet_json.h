#pragma once

#include "core/io/event_file.h"

namespace quincunx {

/// Lund JSON: a line for each jet, an array either of declusterings or of momenta; `#` begins a comment.
///
/// Declusterings {Delta, z or s_pt, kt, psi} (Δ, z, kT [GeV], ψ) are in the order in which the harder branch
/// was followed. They tell no direction of the jet and no constituents of soft branches: the event has a
/// massless particle for each soft branch and one for the core that was left, which is put at y = φ = 0. From
/// the innermost outwards, each soft branch lies at (Δ sin ψ, Δ cos ψ) in (y, φ) from the sum of what is
/// inside it. Momenta are [px, py, pz, E] or {px, py, pz, E}; a first one that is the sum of the others is
/// the jet. Source: F. Dreyer, G. Salam, G. Soyez, JHEP 12 (2018) 064, and its code in FastJet contrib
/// (LundPlane).
EventFormat lundJsonFormat();

/// Ginkgo JSON, Quincunx's own: {"jets": [{"leaves": [[E, px, py, pz] ...], "tree": "((0,1),2)", ...} ...]}.
/// Here the leaves are read, as the constituents of a jet; `kind` is its sample ("qcd": "QCD", "w": "W").
EventFormat ginkgoJsonFormat();

} // namespace quincunx
