#pragma once

#include "core/event/event.h"

#include <string>

namespace quincunx {

/// Turns the JSON text of one CMS event into an event, without label.
/// Lengths are in metres and energies in GeV in the file, too. Cost: some 15 ms for 1 MB.
/// \throws Malformed.
Event decodeIgEvent(std::string text);

} // namespace quincunx
