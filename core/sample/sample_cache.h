#pragma once

#include "core/sample/sample_source.h"
#include "core/sample/sample_table.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace quincunx {

/// Says what a table was made from: the files with their sizes and times of change, the generators, the
/// labels, the settings and the quantities. The same key means the same table.
std::string sampleKey(std::span<const SampleSource> sources, const SampleSettings &settings);

/// The table in `file` if it was saved under `key`. Nothing if there is no such file, if it was made from
/// something else or by another version, or is damaged: then the sample is to be scanned again.
std::optional<SampleTable> cachedSample(const std::filesystem::path &file, const std::string &key);

/// Writes `file` anew, whole or not at all. It belongs beside the session, never beside the data.
/// \throws Error if it cannot be written.
void cacheSample(const std::filesystem::path &file, const std::string &key, const SampleTable &table);

} // namespace quincunx
