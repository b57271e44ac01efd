#pragma once

#include "core/io/event_file.h"

namespace quincunx {

/// Event files of Phoenix: {"event": {"Tracks": {collection: [...]}, "CaloClusters": ..., "Jets": ...}, ...}.
/// Lengths are in mm and energies in MeV there, as Phoenix draws them, and m and GeV here.
///
/// Tracks (`dparams` = d0, z0, φ, θ, q/p; else `pT`, `eta`, `phi`; else the first two points of `pos`, if
/// `mom` tells |p|) become tracks with the pion mass; CaloClusters and CaloCells massless hits; Jets the jets
/// of the file; Vertices and MissingEnergy what they are. Objects that also say px, py, pz, E have exactly
/// that momentum, and with "kind": "particle" come back as the particles they were: so Quincunx writes them
/// (export/phoenix.h). What the display of Phoenix adds (colours, hits without energy) is passed over.
/// Source: Phoenix, "Event data format", https://github.com/HSF/phoenix.
EventFormat phoenixJsonFormat();

} // namespace quincunx
