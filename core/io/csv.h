#pragma once

#include "core/io/column_mapping.h"
#include "core/io/event_file.h"

namespace quincunx {

/// Tables with a header line, separated by commas, tabs or semicolons; see ColumnMapping for the columns.
///
/// Rows are particles [GeV]; each change in the `event` column begins an event, and without that column the
/// whole table is one. A `jet` column makes sub-events. Quotes, CRLF and a byte order mark are fine;
/// a quoted field must stay on its line.
EventFormat csvFormat();

/// Opens a table whose columns somebody else told. \throws Error if it has no row.
std::unique_ptr<EventFile> openTable(const std::shared_ptr<const ByteSource> &source,
                                     const ColumnMapping &columns);

} // namespace quincunx
