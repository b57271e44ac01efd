#pragma once

#include "core/clustering/clustering.h"

#include <fastjet/JetDefinition.hh>

namespace quincunx {

/// Fills area and catchment of every jet of `clustering` by active ghosts (Cacciari, Salam, Soyez,
/// arXiv:0802.1188): a grid of ~0.1 × 0.1 up to |y| = 6 whose pT of 1e-100 GeV changes no jet. The
/// ghosts are placed from a fixed seed, so the same input gives the same area.
///
/// \param particles with user_index = position in clustering.inputs. Internal to core/clustering; the
/// caller holds the lock on FastJet.
void addCatchments(const std::vector<fastjet::PseudoJet> &particles, const fastjet::JetDefinition &definition,
                   Clustering &clustering);

} // namespace quincunx
