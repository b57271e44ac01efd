#pragma once

#include "core/io/event_file.h"

namespace quincunx {

/// HepMC2 and HepMC3 text: the final state (status 1), in GeV whatever unit the file has.
///
/// A file may hold several listings one after the other, even of both versions, and the last one may lack
/// its footer. An event must have as many particles as it says, which is how one that was cut off is found.
/// Source: M. Dobbs, J. B. Hansen, Comput. Phys. Commun. 134 (2001) 41 (IO_GenEvent of HepMC 2.06);
/// A. Buckley et al., Comput. Phys. Commun. 260 (2021) 107310 (Asciiv3).
EventFormat hepmc2Format();
EventFormat hepmc3Format();

} // namespace quincunx
