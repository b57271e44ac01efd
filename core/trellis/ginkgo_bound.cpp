// How good can a tree over a cluster be at best? The heuristic of A*.
//
// 1. A node's mass² is at least that of any two of its leaves: t_P ≥ t_ij (time-like momenta).
// 2. Choose for every inner node a pair of leaves that it separates: these pairs are the edges of a spanning
//    tree of the leaves. Sorted, the weights of any spanning tree are edge by edge at least those of the
//    minimum spanning tree. So the masses of the inner nodes, sorted, are at least the minimum spanning
//    tree's.
// 3. ψ ≤ φ(t_P) with a φ that falls with t_P; hence Σψ ≤ Σ φ(edges), the largest replaced by the cluster's
// own t.
#include "core/trellis/ginkgo_density.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct SplitBound {
    GinkgoConvention convention;
    double lambda, tCut;
    double lightest; ///< least t of a leaf

    /// φ(t): the largest ψ of any split of a parent of mass² ≥ t ≥ t_cut.
    double operator()(double t) const {
        const double log4Pi = std::log(4 * std::numbers::pi);
        if (convention == GinkgoConvention::Exact) {
            // With d = m_P − m_L and s = t_R/d² ≤ 0.999, β = √[(d² − t_R)((m_P+m_L)² − t_R)]/t_P and
            // (m_P+m_L)² − t_R ≥ t_P (1−s):  x − ln β ≤ 2 ln λ − ½ ln t_P − 3/2 ln d² − ln(1−s) + 2D,
            // while d² is at least t_R/0.999 and, as m_L < √0.999 m_P, a fraction of t_P.
            const double share = 1 - std::sqrt(0.999);
            const double d2 = std::max(std::min(lightest, tCut) / 0.999, share * share * t);
            return 2 * (std::log(lambda) - std::log(-std::expm1(-0.999 * lambda))) - 0.5 * std::log(t) -
                   1.5 * std::log(d2) - std::log(0.001) + std::log(8) - log4Pi;
        }
        // g of an inner child of t ≥ t_cut: −ln T − λt/T falls with T beyond λt.
        auto inner = [&](double T) {
            const double peak = std::max(T, lambda * tCut);
            return std::log(lambda) - std::log(peak) - lambda * tCut / peak;
        };
        // The second child's T may be anything: the best is at the peak.
        const double second = std::max(inner(0), 0.0);
        const double first = std::max(inner(t), std::log(-std::expm1(-lambda * tCut / t)));
        const double limit = convention == GinkgoConvention::Published ? 1 : 0.999;
        return first + second - 2 * std::log(-std::expm1(-limit * lambda)) - log4Pi;
    }
};

/// The edges of the minimum spanning tree (Prim), rising. \param weight of a pair of clusters.
template <class Weight>
std::vector<double> spanningTree(Cluster cluster, const Weight &weight) {
    std::vector<std::pair<int, double>> outside; // leaf and its distance to the tree
    const int start = std::countr_zero(cluster);
    for (Cluster rest = cluster & (cluster - 1); rest; rest &= rest - 1)
        outside.emplace_back(std::countr_zero(rest), weight(start, std::countr_zero(rest)));
    std::vector<double> edges;
    while (!outside.empty()) {
        const auto nearest = std::ranges::min_element(outside, {}, &std::pair<int, double>::second);
        const int leaf = nearest->first;
        edges.push_back(nearest->second);
        outside.erase(nearest);
        for (auto &[other, distance] : outside)
            distance = std::min(distance, weight(leaf, other));
    }
    std::ranges::sort(edges);
    return edges;
}

} // namespace

double GinkgoDensity::bound(Cluster cluster) const {
    if (isLeaf(cluster))
        return 0;
    if (size(cluster) == 2)
        return psi(lowestLeaf(cluster), cluster ^ lowestLeaf(cluster));
    double lightest = infinity;
    for (Cluster rest = cluster; rest; rest &= rest - 1) {
        const FourMomentum p = m_momenta(lowestLeaf(rest));
        if (p.massSquared() < -1e-10 * p.E * p.E)
            return infinity; // space-like: masses need not rise
        lightest = std::min(lightest, std::max(0.0, p.massSquared()));
    }
    const double t = height(cluster);
    if (!(t >= m_settings.tCut))
        return -infinity;
    const SplitBound phi{m_convention, m_settings.lambda, m_settings.tCut, lightest};
    SplitBound top = phi;
    if (cluster == all())
        top.lambda = m_settings.lambdaRoot;
    const std::vector<double> edges = spanningTree(
        cluster, [&](int i, int j) { return m_momenta(clusterOf(i) | clusterOf(j)).massSquared(); });
    constexpr double rounding = 1e-6; // of masses; costs the bound as much
    double sum = top(t * (1 - rounding));
    for (std::size_t e = 0; e + 1 < edges.size(); ++e)
        sum += phi(std::max(edges[e], m_settings.tCut) * (1 - rounding));
    return sum;
}

} // namespace quincunx
