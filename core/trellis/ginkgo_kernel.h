#pragma once

#include "core/trellis/ginkgo_density.h"

#include <cstdint>

namespace quincunx {

/// What the kernels read and write: tables indexed by cluster, aligned to 64 bytes. Internal to the engine.
struct GinkgoTables {
    GinkgoConvention convention;
    int highLeaves; ///< leaves above the three lowest; a table has 8 · 2^highLeaves entries
    double lambda, lambdaRoot, tCut;
    const double *mass;                           ///< √t
    const double *rate;                           ///< λ log₂e / t of a parent
    const double *prefactor;                      ///< what its splits share; 0 if it may not split
    double *z = nullptr, *maximum = nullptr;      ///< Z and M: 0 for the empty set, 1 for leaves
    double *outside = nullptr;                    ///< O · prefactor
    double *probability = nullptr;                ///< O · Z
    double *trees = nullptr, *expected = nullptr; ///< number of finite trees, E[Σ ln(prefactor · w)]
};

/// Whether the vector code can run here; otherwise none of the functions below may be called.
bool ginkgoKernelAvailable();

/// Each fills the eight clusters whose leaves above the lowest three are `block`, from smaller clusters
/// (outside: larger ones) that are complete.
void ginkgoInside(const GinkgoTables &tables, std::uint32_t block);
void ginkgoOutside(const GinkgoTables &tables, std::uint32_t block);
void ginkgoStatistics(const GinkgoTables &tables, std::uint32_t block);

} // namespace quincunx
