#include "core/trellis/search/a_star.h"

#include "core/base/error.h"
#include "core/trellis/search/greedy.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace quincunx {
namespace {

class AStar {
public:
    AStar(const Splitting &splitting, double mostSplits, const Progress &progress)
        : m_splitting(splitting)
        , m_mostSplits(mostSplits)
        , m_progress(progress) {}

    AStarResult run() {
        const Cluster all = m_splitting.all();
        const GreedyTree greedy = greedyTree(m_splitting, all);
        AStarResult result{greedy.splits, greedy.score, 0, 0};
        m_splitsScored += greedy.splitsScored;
        while (!at(all).solved && m_splitsScored < m_mostSplits)
            refine(all);
        std::vector<Split> promising;
        const double score = complete(all, promising);
        if (score > result.score)
            result = {std::move(promising), score, 0, 0};
        result.upperBound = at(all).solved ? result.score : std::max(at(all).bound, result.score);
        result.splitsScored = m_splitsScored;
        return result;
    }

private:
    struct Candidate {
        double promise,
            psi; ///< promise: psi + the bounds of both sides, as they were when it was last looked at
        Split split;
        bool operator<(const Candidate &other) const { return promise < other.promise; }
    };
    struct Node {
        double bound = 0;
        bool expanded = false, solved = false; ///< solved: the bound is the score of a tree
        std::vector<Candidate> queue;          ///< a heap
    };

    Node &at(Cluster cluster) {
        const auto [found, isNew] = m_nodes.try_emplace(cluster);
        if (isNew) {
            found->second.bound = m_splitting.bound(cluster);
            found->second.solved = isLeaf(cluster) || found->second.bound == forbidden;
        }
        return found->second; // stays where it is
    }

    double promise(const Candidate &candidate) {
        return candidate.psi + at(candidate.split.left).bound + at(candidate.split.right).bound;
    }

    void expand(Cluster cluster, Node &node) {
        m_progress.check();
        const GreedyTree greedy = greedyTree(m_splitting, cluster);
        m_splitsScored += greedy.splitsScored;
        const double worthwhile = greedy.score - 1e-9 * std::max(1.0, std::fabs(greedy.score));
        forEachSplit(cluster, [&](Cluster a, Cluster b) {
            if ((b & 0x7fff) == 0)
                m_progress.check(); // 24 leaves split in 8 million ways
            Candidate candidate{0, m_splitting.psi(a, b), {a, b}};
            ++m_splitsScored;
            candidate.promise = promise(candidate);
            if (candidate.promise > forbidden && candidate.promise >= worthwhile)
                node.queue.push_back(candidate);
        });
        m_kept += static_cast<double>(node.queue.size()) * sizeof(Candidate);
        if (m_kept > 4e9)
            throw Error("A* stops at " + std::to_string(m_splitting.leafCount()) + " leaves",
                        "what it has to remember passed 4 GB", "use map or approximate A* instead");
        std::make_heap(node.queue.begin(), node.queue.end());
        node.expanded = true;
    }

    /// One expansion below `cluster`, or the news that its best tree is known.
    void refine(Cluster cluster) {
        Node &node = at(cluster);
        if (!node.expanded) {
            expand(cluster, node);
        } else {
            const Split split = node.queue.front().split;
            for (Cluster side : {split.left, split.right})
                if (!at(side).solved) {
                    refine(side);
                    break;
                }
        }
        settle(node);
    }

    /// Brings the truly most promising split to the front: promises only fall, so that a front which is up to
    /// date is the largest.
    void settle(Node &node) {
        while (!node.queue.empty()) {
            const double now = promise(node.queue.front());
            if (now == node.queue.front().promise)
                break;
            std::pop_heap(node.queue.begin(), node.queue.end());
            if (now > forbidden) {
                node.queue.back().promise = now;
                std::push_heap(node.queue.begin(), node.queue.end());
            } else {
                node.queue.pop_back();
            }
        }
        if (node.queue.empty()) {
            node.bound = forbidden;
            node.solved = true;
            return;
        }
        const Candidate &best = node.queue.front();
        node.bound = std::min(node.bound, best.promise);
        node.solved = at(best.split.left).solved && at(best.split.right).solved;
    }

    /// The most promising tree, finished greedily where it is not expanded. \return its score.
    double complete(Cluster cluster, std::vector<Split> &splits) {
        if (isLeaf(cluster))
            return 0;
        const Node &node = at(cluster);
        if (!node.expanded || node.queue.empty()) {
            const GreedyTree greedy = greedyTree(m_splitting, cluster);
            m_splitsScored += greedy.splitsScored;
            splits.insert(splits.end(), greedy.splits.begin(), greedy.splits.end());
            return greedy.score;
        }
        const Candidate best = node.queue.front();
        splits.push_back(best.split);
        const double left = complete(best.split.left, splits);
        return best.psi + left + complete(best.split.right, splits);
    }

    const Splitting &m_splitting;
    double m_mostSplits;
    const Progress &m_progress;
    std::unordered_map<Cluster, Node> m_nodes;
    double m_splitsScored = 0, m_kept = 0;
};

} // namespace

AStarResult aStar(const Splitting &splitting, double mostSplits, const Progress &progress) {
    constexpr int mostLeaves = 24;
    if (splitting.leafCount() > mostLeaves)
        throw Error("A* cannot search trees of " + std::to_string(splitting.leafCount()) + " leaves",
                    "it looks at every split of the whole; " + std::to_string(mostLeaves) +
                        " leaves are the limit",
                    "recluster to at most 20 subjets, or use a beam search");
    return AStar(splitting, mostSplits, progress).run();
}

} // namespace quincunx
