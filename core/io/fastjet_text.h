#pragma once

#include "core/io/event_file.h"

namespace quincunx {

/// Text as FastJet's example programs read it: lines `px py pz E [pdgid ...]` [GeV], comments from `#`, an
/// event ends with `#END` (the last one may lack it), `#SUBSTART` begins a sub-event: the hard scatter first,
/// then the pile-up collisions.
EventFormat fastjetTextFormat();

/// Text with the event's number in front: lines `event px py pz E` [GeV]. Numbers may begin anywhere and
/// leave gaps; each change begins an event. Told from FastJet lines with a PDG id by their first column,
/// integers that never fall, and by E² ≥ p².
EventFormat indexedTextFormat();

} // namespace quincunx
