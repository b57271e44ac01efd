#pragma once

#include "core/trees/tree.h"

namespace quincunx {

/// The rooted Robinson–Foulds distance: how many clades (sets of leaves below a node) one of the two trees
/// has and the other has not (Robinson, Foulds, Math. Biosci. 53 (1981) 131). 0 for the same clustering, at
/// most 2(n − 2). Found in O(n log n) after Day, J. Classification 2 (1985) 7.
/// \throws Error if the trees have different numbers of leaves.
int robinsonFoulds(const Tree &a, const Tree &b);

} // namespace quincunx
