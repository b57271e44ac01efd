#pragma once

#include "core/io/event_file.h"

namespace quincunx {

// Public data sets of jets as HDF5 arrays, each row an event. Zero-padded rows end with their last particle.
// Recognised by the data sets they hold, within which columns are fixed unless said otherwise. Units: GeV.

/// Top-quark tagging reference: PyTables `/table/table`, columns E_i, PX_i, PY_i, PZ_i (up to 200 particles)
/// and `is_signal_new` wherever the attributes `values_block_k_kind` say that they are. Sample: "top" or
/// "QCD". Source: G. Kasieczka et al., SciPost Phys. 7 (2019) 014; doi:10.5281/zenodo.2603256.
EventFormat topTaggingFormat();

/// LHC Olympics 2020: pandas `/df/block0_values` (n, 2100 or 2101), 700 × (pt, eta, phi), massless, the last
/// column 1 for signal. Sample: "signal" or "background"; none without that column.
/// Source: G. Kasieczka et al., Rep. Prog. Phys. 84 (2021) 124201; doi:10.5281/zenodo.4536377.
EventFormat lhcOlympicsFormat();

/// JetNet: `particle_features` (n, m, 4) = (η_rel, φ_rel, pT_rel, mask) and `jet_features` (n, 4) = (pT, η,
/// m, number). A particle has pT = pT_rel pT_jet, η = η_rel + η_jet, φ = φ_rel (the jet's φ is not in the
/// file, and 0 here), no mass. Source: R. Kansal et al., NeurIPS 2021, arXiv:2106.11535;
/// doi:10.5281/zenodo.6975118.
EventFormat jetNetFormat();

/// AspenOpenJets: `PFCands` (n, 150, 11) = (px, py, pz, E, d0, its error, dz, its error, charge, PDG id,
/// PUPPI weight) and `jet_kinematics` (n, 4). Source: O. Amram et al., arXiv:2412.10504.
EventFormat aspenOpenJetsFormat();

} // namespace quincunx
