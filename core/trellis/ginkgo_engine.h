#pragma once

#include "core/trellis/ginkgo_density.h"
#include "core/trellis/trellis_engine.h"

#include <hwy/aligned_allocator.h>

#include <cmath>

namespace quincunx {

struct GinkgoTables;

/// A number for every cluster, aligned for vector loads.
using ClusterTable = hwy::AlignedFreeUniquePtr<double[]>;

/// √t of every cluster. All densities of one convention over the same leaves share it: a scan over (λ, t_cut)
/// fills it once. Null if a cluster is space-like.
std::shared_ptr<const ClusterTable> makeMassTable(const GinkgoDensity &density);

/// The vector code for the three Ginkgo densities, in the linear domain: see ginkgo_kernel.cpp.
///
/// Z and M are kept times c^(size−1), with one factor c for each split such that they stay near 1; inside()
/// says false if they do not. Cost: about 3 ns for a split (Published), 6 ns (Exact) per core with AVX2.
class GinkgoEngine final : public TrellisEngine {
public:
    /// Whether this machine has the instructions, and blocks can be made of so many leaves.
    static bool available(int leaves);

    GinkgoEngine(const GinkgoDensity &density, std::shared_ptr<const ClusterTable> masses);

    double memory() const override;
    bool inside(int threads, const Progress &progress) override;
    double logZ(Cluster cluster) const override { return unscaled(m_z[cluster], cluster); }
    double logMaximum(Cluster cluster) const override { return unscaled(m_maximum[cluster], cluster); }
    std::vector<double> outside(int threads, const Progress &progress) const override;
    TreeStatistics statistics(int threads, const Progress &progress) const override;

private:
    double unscaled(double value, Cluster cluster) const {
        return std::log(value) - (size(cluster) - 1) * m_logScale;
    }
    std::size_t clusters() const { return std::size_t(1) << m_leaves; }
    GinkgoTables tables() const;
    void fillParents();

    int m_leaves;
    GinkgoConvention m_convention;
    GinkgoSettings m_settings;
    std::shared_ptr<const ClusterTable> m_masses;
    double m_logScale; ///< ln c
    ClusterTable m_rate, m_prefactor, m_z, m_maximum;
};

/// Null if the engine is not available, or a cluster is space-like.
std::unique_ptr<TrellisEngine> makeGinkgoEngine(const GinkgoDensity &density);

} // namespace quincunx
