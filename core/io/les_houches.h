#pragma once

#include "core/io/event_file.h"

namespace quincunx {

/// Les Houches event files, versions 1 to 3: the partons that leave the hard process (status 1), in GeV.
///
/// An event without particles (vetoed, or cut away) is an event with none. What follows the particles of an
/// event (weights, comments) is passed over. An event without </event> was cut off. Source: J. Alwall et al.,
/// Comput. Phys. Commun. 176 (2007) 300; J. R. Andersen et al., arXiv:1405.1067, section II.2 (version 3).
EventFormat lesHouchesFormat();

} // namespace quincunx
