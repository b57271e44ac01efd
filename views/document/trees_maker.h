#pragma once

#include "core/substructure/jet_analysis.h"
#include "views/document/trees_result.h"

#include <functional>

namespace quincunx {

/// What trees are made from: a snapshot of the session and its scene.
struct TreesOrder {
    TreesSettings settings;
    std::string table;                          ///< path
    std::shared_ptr<const JetSubstructure> jet; ///< null unless the source is the jet
    std::string jetTitle;

    bool operator==(const TreesOrder &) const = default;
};

/// Leaves of the source that is chosen. \throws Error if there is none, the file cannot be read, or there are
/// more than trees can hold, with a way out.
TreeLeaves makeLeaves(const TreesOrder &order, const Progress &progress);

/// How long trellis, marginals and samples take, roughly [s].
double secondsFor(const Splitting &splitting, int threads);

enum class MayTakeLong { No, Yes };

/// Searches, then the trellis or the sparse trellis, then samples. Runs on a worker.
/// \param mayTakeLong if No, what takes more than about a second is left out and TreesResult::waiting says
/// so. \param partial is called with what there is in between, if the rest takes long. \throws Error as
/// makeLeaves() does; Cancelled.
std::shared_ptr<const TreesResult>
makeTrees(const TreesOrder &order, MayTakeLong mayTakeLong, const Progress &progress,
          const std::function<void(std::shared_ptr<const TreesResult>)> &partial);

} // namespace quincunx
