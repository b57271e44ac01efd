#pragma once

#include "core/trellis/similarity.h"
#include "core/trellis/splitting.h"

#include <array>

namespace quincunx {

/// Σ of a symmetric table over pairs of leaves, quick for any clusters of up to 64 leaves.
class PairSums {
public:
    explicit PairSums(const Eigen::MatrixXd &weights);

    /// Σ_{i∈A, j∈B} w_ij.
    double between(Cluster a, Cluster b) const;
    /// Σ_{i<j∈A} w_ij.
    double within(Cluster a) const { return between(a, a) / 2; }

private:
    /// Of each row, the sums over all subsets of eight columns.
    std::vector<std::vector<std::array<double, 256>>> m_rows;
};

/// Dasgupta's cost as a score: ψ(A, B) = −|A∪B| Σ_{i∈A, j∈B} w_ij. Similar things should part late.
/// Source: Dasgupta, *A cost function for similarity-based hierarchical clustering*, STOC 2016. Its cheapest
/// joins are of things that have nothing in common; joining by mean similarity has a proven ratio (Moseley &
/// Wang, NeurIPS 2017).
class DasguptaCost final : public Splitting {
public:
    explicit DasguptaCost(const SimilarityTable &table);
    double psi(Cluster a, Cluster b) const override;
    /// The mean similarity.
    double preference(Cluster a, Cluster b, double psi) const override;
    /// A pair of weight w ≥ 0 costs at least 2w, one of w < 0 at least |S| w.
    double bound(Cluster cluster) const override;

private:
    PairSums m_positive, m_negative;
};

/// Hierarchical correlation clustering: ψ(A, B) = −(Σ of positive w between A and B + Σ of |negative w|
/// inside A and inside B). Things of negative weight should part early, those of positive weight late.
/// Source: Greenberg et al., arXiv:2002.11661, section 4.2.
class CorrelationCost final : public Splitting {
public:
    explicit CorrelationCost(const SimilarityTable &table);
    double psi(Cluster a, Cluster b) const override;
    /// The mean similarity.
    double preference(Cluster a, Cluster b, double psi) const override;
    /// Every positive pair is parted once; negative ones cost nothing at best.
    double bound(Cluster cluster) const override;

private:
    PairSums m_positive, m_negative;
};

} // namespace quincunx
