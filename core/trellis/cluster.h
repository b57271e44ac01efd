#pragma once

#include <bit>
#include <cstdint>

namespace quincunx {

/// A set of leaves: bit i is leaf i.
using Cluster = std::uint64_t;

inline constexpr int maximumLeaves = 64; ///< that a Cluster can tell apart

inline Cluster clusterOf(int leaf) {
    return Cluster(1) << leaf;
}
/// Leaves 0 … n−1.
inline Cluster allLeaves(int n) {
    return n >= maximumLeaves ? ~Cluster(0) : clusterOf(n) - 1;
}
inline int size(Cluster cluster) {
    return std::popcount(cluster);
}
inline bool isLeaf(Cluster cluster) {
    return std::has_single_bit(cluster);
}
inline Cluster lowestLeaf(Cluster cluster) {
    return cluster & (~cluster + 1);
}

/// Calls use(A, B) for every way to split `cluster` in two: 2^(size−1) − 1 of them. A has the lowest leaf.
template <class Use>
void forEachSplit(Cluster cluster, Use use) {
    const Cluster rest = cluster & (cluster - 1);
    for (Cluster b = rest; b; b = (b - 1) & rest)
        use(cluster ^ b, b);
}

/// The splits of all clusters of n leaves: (3^n − 2^(n+1) + 1)/2.
inline double splitCount(int n) {
    double power = 1;
    for (int i = 0; i < n; ++i)
        power *= 3;
    return (power - 2 * static_cast<double>(Cluster(1) << n) + 1) / 2;
}

} // namespace quincunx
