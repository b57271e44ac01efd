#pragma once

#include "core/base/progress.h"
#include "core/sample/sample_source.h"
#include "core/sample/sample_table.h"

#include <functional>
#include <span>

namespace quincunx {

/// Measures the leading jet of every event of `sources`, or the jet that an event is. Jets of sources and
/// events without a label are "unlabelled". \param partial is shown the table as far as it is, of whole jets
/// only, about twice a second and when the work is stopped. The table is good until it returns. \throws Error
/// if a file cannot be opened; Cancelled, within 100 ms. Malformed events are counted and left out. Cost:
/// about 1 ms per jet of 50 constituents.
SampleTable scanSample(std::span<const SampleSource> sources, const SampleSettings &settings,
                       const Progress &progress,
                       const std::function<void(const SampleTable &)> &partial = {});

} // namespace quincunx
