#pragma once

#include "core/base/progress.h"
#include "core/trellis/cluster.h"
#include "core/trellis/splitting.h"

#include <vector>

namespace quincunx {

/// What is added up over all trees beside Z.
struct TreeStatistics {
    double finiteTrees = 0;   ///< trees of score > −∞; exact below 2^53
    double expectedScore = 0; ///< E[Σψ] over the posterior; NaN if there is no finite tree
};

/// The recursions over all 2^n − 1 clusters, in the order of their size: clusters of equal size depend only
/// on smaller (outside: larger) ones, so that threads share a layer without locks.
///
///     Z(S) = Σ_{A,B} e^ψ(A,B) Z(A) Z(B),  M(S) = max …,       Z(leaf) = M(leaf) = 1
///     O(A) = Σ_B O(A∪B) e^ψ(A,B) Z(B),                        O(all leaves) = 1
///     P(A) = Z(A) O(A) / Z(all)
///
/// over unordered splits. Two implementations: LogDomainEngine asks any Splitting; GinkgoEngine has vector
/// code for the Ginkgo densities. They agree to 1e-10, which the tests verify.
class TrellisEngine {
public:
    virtual ~TrellisEngine() = default;

    /// Bytes that inside() takes, and outside() while it runs on top.
    virtual double memory() const = 0;

    /// Fills Z and M. \return false if numbers left the range in which this engine is exact: use another.
    virtual bool inside(int threads, const Progress &progress) = 0;

    // After inside():
    virtual double logZ(Cluster cluster) const = 0;
    virtual double logMaximum(Cluster cluster) const = 0;
    /// P of every cluster, indexed by cluster; zeros if every tree is forbidden.
    virtual std::vector<double> outside(int threads, const Progress &progress) const = 0;
    virtual TreeStatistics statistics(int threads, const Progress &progress) const = 0;
};

/// Σ and max in the log domain, ψ by ψ: for any splitting, and the yardstick for faster engines.
/// Cost: about 50 ns plus ψ for each of the (3^n − 2^(n+1) + 1)/2 splits.
class LogDomainEngine final : public TrellisEngine {
public:
    /// \param splitting outlives the engine.
    explicit LogDomainEngine(const Splitting &splitting) : m_splitting(splitting) {}

    double memory() const override;
    bool inside(int threads, const Progress &progress) override;
    double logZ(Cluster cluster) const override { return m_z[cluster]; }
    double logMaximum(Cluster cluster) const override { return m_maximum[cluster]; }
    std::vector<double> outside(int threads, const Progress &progress) const override;
    TreeStatistics statistics(int threads, const Progress &progress) const override;

private:
    const Splitting &m_splitting;
    std::vector<double> m_z, m_maximum; ///< natural logarithms
};

} // namespace quincunx
