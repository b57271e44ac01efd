#include "core/trellis/search/beam.h"

#include "core/base/error.h"

#include <algorithm>
#include <set>

namespace quincunx {
namespace {

struct Forest {
    std::vector<Cluster> roots, made; ///< made: sorted, which is what tells forests apart
    std::vector<Split> splits;
    double preference = 0, score = 0;
};

struct Candidate {
    double preference, score;
    std::size_t forest;
    Split join;
};

std::vector<Cluster> withCluster(std::vector<Cluster> made, Cluster one) {
    made.insert(std::ranges::upper_bound(made, one), one);
    return made;
}

} // namespace

BeamSearch beamSearch(const Splitting &splitting, int width, const Progress &progress) {
    if (width < 1)
        throw Error("cannot search with a beam of width " + std::to_string(width),
                    "at least one forest is kept", "use a width of 1 or more");
    BeamSearch search;
    std::vector<Forest> beam(1);
    for (int leaf = 0; leaf < splitting.leafCount(); ++leaf)
        beam[0].roots.push_back(clusterOf(leaf));

    for (int step = 1; step < splitting.leafCount(); ++step) {
        std::vector<Candidate> candidates;
        for (std::size_t f = 0; f < beam.size(); ++f) {
            progress.check();
            const std::vector<Cluster> &roots = beam[f].roots;
            for (std::size_t i = 0; i < roots.size(); ++i)
                for (std::size_t j = i + 1; j < roots.size(); ++j) {
                    const double psi = splitting.psi(roots[i], roots[j]);
                    const double preference = splitting.preference(roots[i], roots[j], psi);
                    candidates.push_back(
                        {beam[f].preference + preference, beam[f].score + psi, f, {roots[i], roots[j]}});
                }
        }
        search.splitsScored += static_cast<double>(candidates.size());
        std::ranges::stable_sort(candidates, std::ranges::greater(), &Candidate::preference);

        std::vector<Forest> next;
        std::set<std::vector<Cluster>> known;
        for (const Candidate &candidate : candidates) {
            if (next.size() == static_cast<std::size_t>(width))
                break;
            const Forest &from = beam[candidate.forest];
            const Cluster parent = candidate.join.parent();
            std::vector<Cluster> made = withCluster(from.made, parent);
            if (!known.insert(made).second)
                continue;
            Forest forest{from.roots, std::move(made), from.splits, candidate.preference, candidate.score};
            std::erase_if(forest.roots, [&](Cluster root) { return (root & parent) != 0; });
            forest.roots.push_back(parent);
            forest.splits.push_back(candidate.join);
            next.push_back(std::move(forest));
        }
        beam = std::move(next);
    }
    std::ranges::stable_sort(beam, std::ranges::greater(), &Forest::score);
    search.score = beam.front().score;
    for (Forest &forest : beam)
        search.trees.push_back(treeFromSplits(std::move(forest.splits), splitting));
    return search;
}

} // namespace quincunx
