#pragma once

#include "core/trees/tree.h"

#include <Eigen/Core>

#include <span>

namespace quincunx {

/// For each pair of leaves, how many splittings below the root the two part: the depth of their lowest common
/// ancestor, 0 at the root; of a leaf with itself, its own depth. The mean over `trees` (n, n).
/// \throws Error if there is no tree or their numbers of leaves differ. Cost: n² for each tree.
Eigen::MatrixXd meanAncestorDepth(std::span<const Tree> trees);

} // namespace quincunx
