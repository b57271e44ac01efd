#pragma once

#include <QString>

namespace quincunx {

/// "π⁺" for 211: the usual stable and decayed particles of event files, after the Monte Carlo numbering of
/// the Review of Particle Physics. Empty for 0; the number itself for one that is not in the list.
QString particleName(int pdgId);

} // namespace quincunx
