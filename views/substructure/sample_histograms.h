#pragma once

#include "core/sample/sample_table.h"
#include "views/substructure/substructure_view.h"

namespace quincunx {

/// The quantities of jets over two labels of a sample (or one, if they are equal), to stand behind a jet's
/// own. \param first, second into SampleTable::labels, taken into its range.
std::vector<SampleHistogram> sampleHistograms(const SampleTable &table, int first, int second);

} // namespace quincunx
