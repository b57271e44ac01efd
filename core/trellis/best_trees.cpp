#include "core/trellis/posterior_trees.h"

#include <algorithm>
#include <unordered_map>

namespace quincunx {
namespace {

/// A tree over one cluster: a split, and which of the best trees over either side.
struct Derivation {
    double score = 0;
    Split split;
    std::size_t left = 0, right = 0;
    bool operator<(const Derivation &other) const { return score < other.score; }
};

class Search {
public:
    Search(const Trellis &trellis, std::size_t count, const Progress &progress)
        : m_trellis(trellis)
        , m_count(count)
        , m_progress(progress) {}

    /// The k-th best over `cluster`; null if there are not so many.
    const Derivation *find(Cluster cluster, std::size_t k) {
        const auto [at, isNew] = m_of.try_emplace(cluster);
        Best &best = at->second; // stays where it is while others are added
        if (isNew)
            begin(cluster, best);
        while (best.found.size() <= k && !best.queue.empty()) {
            std::pop_heap(best.queue.begin(), best.queue.end());
            const Derivation next = best.queue.back();
            best.queue.pop_back();
            best.found.push_back(next);
            if (isLeaf(cluster))
                continue;
            push(best, next, next.left, next.right + 1);
            if (next.right == 0) // so that each pair is reached on one way only
                push(best, next, next.left + 1, 0);
        }
        return k < best.found.size() ? &best.found[k] : nullptr;
    }

    void collect(Cluster cluster, std::size_t k, std::vector<Split> &splits) {
        if (isLeaf(cluster))
            return;
        const Derivation derivation = *find(cluster, k);
        splits.push_back(derivation.split);
        collect(derivation.split.left, derivation.left, splits);
        collect(derivation.split.right, derivation.right, splits);
    }

private:
    struct Best {
        std::vector<Derivation> found, queue;
    };

    /// The best tree of each split; no more than `count` splits can matter.
    void begin(Cluster cluster, Best &best) {
        m_progress.check();
        if (isLeaf(cluster)) {
            best.queue.push_back({});
            return;
        }
        forEachSplit(cluster, [&](Cluster a, Cluster b) {
            const double below = m_trellis.logMaximum(a) + m_trellis.logMaximum(b);
            if (below == -std::numeric_limits<double>::infinity())
                return;
            const double score = below + m_trellis.splitting().psi(a, b);
            if (score > -std::numeric_limits<double>::infinity())
                best.queue.push_back({score, {a, b}});
        });
        if (best.queue.size() > m_count) {
            const auto end = best.queue.begin() + static_cast<std::ptrdiff_t>(m_count);
            std::ranges::nth_element(best.queue, end, std::ranges::greater(), &Derivation::score);
            best.queue.erase(end, best.queue.end());
        }
        std::make_heap(best.queue.begin(), best.queue.end());
    }

    void push(Best &best, const Derivation &from, std::size_t left, std::size_t right) {
        const Derivation *a = find(from.split.left, left);
        if (!a)
            return;
        const double score = a->score;
        const Derivation *b = find(from.split.right, right);
        if (!b)
            return;
        const double psi = m_trellis.splitting().psi(from.split.left, from.split.right);
        best.queue.push_back({psi + score + b->score, from.split, left, right});
        std::push_heap(best.queue.begin(), best.queue.end());
    }

    const Trellis &m_trellis;
    std::size_t m_count;
    const Progress &m_progress;
    std::unordered_map<Cluster, Best> m_of;
};

} // namespace

std::vector<ScoredTree> bestTrees(const Trellis &trellis, std::size_t count, const Progress &progress) {
    const Cluster all = trellis.splitting().all();
    Search search(trellis, count, progress);
    std::vector<ScoredTree> trees;
    for (std::size_t k = 0; k < count; ++k) {
        const Derivation *next = search.find(all, k);
        if (!next)
            break;
        const double score = next->score;
        std::vector<Split> splits;
        search.collect(all, k, splits);
        trees.push_back({treeFromSplits(std::move(splits), trellis.splitting()), score});
    }
    return trees;
}

} // namespace quincunx
