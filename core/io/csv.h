#pragma once

#include "core/io/event_file.h"

namespace quincunx {

/// Tables with a header line, separated by commas, tabs or semicolons; see CsvHeader for the columns.
///
/// Rows are particles [GeV]; each change in the `event` column begins an event, and without that column the
/// whole table is one. A `jet` column makes sub-events. Quotes, CRLF and a byte order mark are fine;
/// a quoted field must stay on its line.
EventFormat csvFormat();

} // namespace quincunx
