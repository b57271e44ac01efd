#pragma once

#include "core/ginkgo/ginkgo.h"
#include "core/trellis/similarity.h"

#include <filesystem>
#include <vector>

namespace quincunx {

/// What trees can be made of, as read: jets, or one table of similarities.
struct LeafFile {
    std::vector<GinkgoJet> jets;
    SimilarityTable table; ///< of no size if there are jets
};

/// Reads a document of Ginkgo jets or of similarities (JSON), or a table (CSV, TSV); told apart by content.
/// \throws Error naming the file, if it cannot be read or is neither.
LeafFile readLeafFile(const std::filesystem::path &path);

} // namespace quincunx
