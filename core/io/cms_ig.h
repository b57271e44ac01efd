#pragma once

#include "core/io/event_file.h"

namespace quincunx {

/// CMS event display files (.ig): a ZIP of one JSON text per event.
///
/// Tracks become particles with the pion mass, calorimeter hits massless ones that point to the cell; cells,
/// muons, jets, missing momentum and vertices come along. Hits without positive, finite energy are left
/// out. An entry of more than 64 MB is refused: real ones have 1 MB.
/// Source: CMS open data, "ispy-services" ig format; http://opendata.cern.ch/docs/cms-guide-for-event-display
EventFormat cmsIgFormat();

} // namespace quincunx
