#pragma once

#include "core/io/event_file.h"

namespace quincunx {

/// Quark and gluon jets of EnergyFlow as NumPy .npz: `X` (n, m, 3 or more) = (pt [GeV], y, φ, PDG id ...),
/// padded with zeros, and if it is there `y` (n): 1 quark, 0 gluon.
///
/// Particles are massless, as EnergyFlow itself has them by default: y is their rapidity and pseudorapidity.
/// The archive unpacks as far as somebody reads; indexAll() unpacks the rest, and finds damage. Source: P.
/// Komiske, E. Metodiev, J. Thaler, JHEP 01 (2019) 121; doi:10.5281/zenodo.3164691.
EventFormat energyFlowFormat();

} // namespace quincunx
