#include "core/trees/robinson_foulds.h"

#include "core/base/error.h"

#include <algorithm>
#include <utility>

namespace quincunx {
namespace {

/// Places of the leaves below a node.
struct Range {
    int first, last;
    auto operator<=>(const Range &) const = default;
};

/// For each inner node, leaves renamed to their `place`: the lowest and the highest below it.
std::vector<Range> ranges(const Tree &tree, const std::vector<int> &place) {
    std::vector<Range> ranges;
    for (int k = 0; k < tree.nodeCount(); ++k) {
        if (tree.isLeaf(k)) {
            const int at = place[static_cast<std::size_t>(k)];
            ranges.push_back({at, at});
        } else {
            const Range left = ranges[static_cast<std::size_t>(tree.node(k).left)];
            const Range right = ranges[static_cast<std::size_t>(tree.node(k).right)];
            ranges.push_back({std::min(left.first, right.first), std::max(left.last, right.last)});
        }
    }
    return {ranges.begin() + tree.leafCount(), ranges.end()};
}

} // namespace

int robinsonFoulds(const Tree &a, const Tree &b) {
    if (a.leafCount() != b.leafCount())
        throw Error("cannot compare two trees",
                    "one has " + std::to_string(a.leafCount()) + " leaves, the other " +
                        std::to_string(b.leafCount()),
                    "choose trees over the same leaves");
    if (a.leafCount() == 0)
        return 0;
    // With the leaves numbered as they stand in `a`, a clade of `a` is a range, and a clade of `b` is the
    // same set if it has the range's ends and as many leaves as the range is long.
    std::vector<int> place(static_cast<std::size_t>(a.leafCount()));
    int next = 0;
    for (int leaf : a.leavesBelow(a.root()))
        place[static_cast<std::size_t>(leaf)] = next++;
    std::vector<Range> known = ranges(a, place);
    std::ranges::sort(known);
    const std::vector<Range> asked = ranges(b, place);
    int differ = 0;
    for (int k = b.leafCount(); k < b.nodeCount(); ++k) {
        const Range range = asked[static_cast<std::size_t>(k - b.leafCount())];
        const bool whole = range.last - range.first + 1 == b.node(k).leaves;
        if (!whole || !std::ranges::binary_search(known, range))
            ++differ;
    }
    return 2 * differ; // both have n − 1 clades, so each misses as many
}

} // namespace quincunx
