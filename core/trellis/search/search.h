#pragma once

#include "core/base/progress.h"
#include "core/base/registry.h"
#include "core/event/four_momentum.h"
#include "core/trellis/splitting.h"

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace quincunx {

/// For which leaves a good tree is looked for.
struct SearchProblem {
    std::shared_ptr<const Splitting> splitting;
    std::vector<FourMomentum> momenta; ///< for the jet algorithms; empty for a table
    Tree truth;                        ///< without a leaf if it is not known
};

struct SearchOptions {
    int beamWidth = 20;
    double aStarSplits = 200'000; ///< that approximate A* may score
    int threads = 0;              ///< of the trellis
};

struct SearchResult {
    std::optional<Tree> tree; ///< none if every tree is forbidden and the search noticed
    double logLikelihood = -std::numeric_limits<double>::infinity();
    double upperBound = std::numeric_limits<double>::infinity(); ///< proven, on every tree's score
    double splitsScored = 0;                                     ///< how often ψ was asked for
    double seconds = 0;
};

/// A way to find a tree, by name: `truth`, `greedy`, `beam`, `map`, `astar`, `astar-approximate`, `kt`,
/// `cambridge`, `antikt`.
struct TreeSearch : Description {
    std::function<SearchResult(const SearchProblem &, const SearchOptions &, const Progress &)> run;
};
const Registry<TreeSearch> &treeSearches();

/// Runs one and takes the time.
/// \throws Error if it cannot be done with these leaves (no truth, no momenta, too many leaves); Cancelled.
SearchResult searchTree(const std::string &name, const SearchProblem &problem,
                        const SearchOptions &options = {}, const Progress &progress = {});

} // namespace quincunx
