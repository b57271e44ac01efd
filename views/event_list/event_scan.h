#pragma once

#include "core/base/progress.h"
#include "core/event/expression.h"
#include "core/io/event_file.h"
#include "core/session/session.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace quincunx {

/// What the event list shows of one event.
struct EventSummary {
    std::string label;
    std::string error; ///< why the event cannot be read, else empty
    int objects = 0;   ///< that pass the cuts
    double sumPt = 0;  ///< [GeV], of what is clustered
};

/// Reads one event; never throws for a malformed one.
EventSummary summarise(EventFile &file, std::int64_t event, const CutSettings &cuts);

/// How far a search for events has come.
struct ScanState {
    std::vector<std::int64_t> matches; ///< ascending; in a partial report only the new ones
    std::int64_t scanned = 0;          ///< events looked at
    std::int64_t malformed = 0;        ///< of which could not be read, or whose jets could not be found
};

/// Looks through all events of `file`, indexing as it goes, for those where `expression` holds.
///
/// \param partial called every 100 ms with what is new; may be empty.
/// \return everything. \throws Cancelled. Cost: reading each event, and clustering it if the expression
/// speaks of jets.
ScanState scan(EventFile &file, const Expression &expression, const CutSettings &cuts,
               const ClusteringSettings &clustering, const Progress &progress,
               const std::function<void(ScanState)> &partial);

} // namespace quincunx
