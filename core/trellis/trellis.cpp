#include "core/trellis/trellis.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <cmath>
#include <cstdio>

namespace quincunx {
namespace {

std::string megabytes(double bytes) {
    char text[32];
    std::snprintf(text, sizeof text, bytes < 1e9 ? "%.3g MB" : "%.4g GB", bytes / (bytes < 1e9 ? 1e6 : 1e9));
    return text;
}

} // namespace

double Trellis::memory(int leaves) {
    constexpr int tables = 7; // masses, rates, prefactors, Z, M, O, P
    return tables * sizeof(double) * std::exp2(leaves);
}

void Trellis::requireFits(int leaves, const TrellisOptions &options) {
    const double bytes = memory(leaves);
    if (leaves <= mostLeaves && bytes <= options.memoryLimit)
        return;
    char splits[32];
    std::snprintf(splits, sizeof splits, "%.2g", splitCount(leaves));
    throw Error("cannot sum over all trees of " + std::to_string(leaves) + " leaves",
                "that is " + std::string(splits) + " splits and " + megabytes(bytes) +
                    (leaves > mostLeaves ? ", and " + std::to_string(mostLeaves) + " is the limit"
                                         : ", more than may be taken"),
                "recluster to at most 20 subjets, or use the sparse trellis");
}

Trellis::Trellis(std::shared_ptr<const Splitting> splitting, const TrellisOptions &options,
                 const Progress &progress)
    : m_splitting(std::move(splitting))
    , m_threads(options.threads > 0 ? options.threads : defaultThreads()) {
    const int n = m_splitting->leafCount();
    requireFits(n, options);
    char text[96];
    std::snprintf(text, sizeof text, "trellis of %d leaves: %.3g splits, %s", n, splitCount(n),
                  megabytes(memory(n)).c_str());
    progress.report(0, text);
    m_engine = m_splitting->fastEngine();
    if (m_engine && m_engine->inside(m_threads, progress))
        return;
    m_engine = std::make_unique<LogDomainEngine>(*m_splitting);
    m_engine->inside(m_threads, progress);
}

std::optional<Tree> Trellis::mostProbableTree() const {
    if (logMaximum() == -std::numeric_limits<double>::infinity())
        return std::nullopt;
    std::vector<Split> splits;
    std::vector<Cluster> waiting{m_splitting->all()};
    while (!waiting.empty()) {
        const Cluster parent = waiting.back();
        waiting.pop_back();
        if (isLeaf(parent))
            continue;
        Split best;
        double score = -std::numeric_limits<double>::infinity();
        forEachSplit(parent, [&](Cluster a, Cluster b) {
            const double below = logMaximum(a) + logMaximum(b);
            if (below == -std::numeric_limits<double>::infinity())
                return;
            const double here = below + m_splitting->psi(a, b);
            if (here > score) {
                score = here;
                best = {a, b};
            }
        });
        splits.push_back(best);
        waiting.insert(waiting.end(), {best.left, best.right});
    }
    return treeFromSplits(std::move(splits), *m_splitting);
}

std::vector<double> Trellis::clusterProbabilities(const Progress &progress) const {
    return m_engine->outside(m_threads, progress);
}

TreeStatistics Trellis::statistics(const Progress &progress) const {
    return m_engine->statistics(m_threads, progress);
}

double splitProbability(const Trellis &trellis, std::span<const double> clusterProbabilities,
                        const Split &split) {
    const double p = clusterProbabilities[split.parent()];
    return p > 0 ? p * std::exp(trellis.splitting().psi(split.left, split.right) + trellis.logZ(split.left) +
                                trellis.logZ(split.right) - trellis.logZ(split.parent()))
                 : 0;
}

double expectedRobinsonFoulds(const Tree &tree, std::span<const double> clusterProbabilities) {
    double missing = 0;
    const std::vector<Cluster> clusters = clustersOf(tree);
    for (std::size_t k = static_cast<std::size_t>(tree.leafCount()); k < clusters.size(); ++k)
        missing += 1 - clusterProbabilities[clusters[k]];
    return 2 * missing;
}

} // namespace quincunx
