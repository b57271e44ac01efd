#pragma once

#include <cstdint>

namespace quincunx {

/// Electric charge [e] of a particle from its PDG id, by decoding the id; 0 for unknown ids and for the
/// third-integer charges of free quarks and diquarks.
///
/// An id is ±n nr nL nq1 nq2 nq3 nJ: the q are the quarks of a hadron (d u s c b t = 1 ... 6), nJ = 2J+1 its
/// spin, n and nr tell excitations and new physics. Nuclei are ±10LZZZAAAI. Pentaquarks, whose last quark is
/// an antiquark, are not told from baryons and may come out wrong. Source: Particle Data Group, Review of
/// Particle Physics, "Monte Carlo particle numbering scheme".
std::int8_t pdgCharge(std::int32_t id);

/// What a charged track is taken to have that no detector has named [GeV]. Source: the same.
inline constexpr double pionMass = 0.13957;

} // namespace quincunx
