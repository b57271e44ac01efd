#include "core/base/error.h"
#include "core/substructure/jet_tree.h"
#include "core/trellis/search/a_star.h"
#include "core/trellis/search/beam.h"
#include "core/trellis/search/greedy.h"
#include "core/trellis/search/search.h"
#include "core/trellis/trellis.h"

#include <chrono>

namespace quincunx {
namespace {

SearchResult scored(const SearchProblem &problem, const Tree &tree) {
    // As the trellis writes trees: left has the lowest leaf, heights are the splitting's.
    const std::vector<Cluster> clusters = clustersOf(tree);
    std::vector<Split> splits;
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k)
        splits.push_back({clusters[static_cast<std::size_t>(tree.node(k).left)],
                          clusters[static_cast<std::size_t>(tree.node(k).right)]});
    const double splitsScored = static_cast<double>(splits.size());
    return {.tree = treeFromSplits(std::move(splits), *problem.splitting),
            .logLikelihood = logLikelihood(tree, *problem.splitting),
            .splitsScored = splitsScored};
}

SearchResult searchTruth(const SearchProblem &problem, const SearchOptions &, const Progress &) {
    if (problem.truth.leafCount() == 0)
        throw Error("cannot show the true tree", "it is not known for these leaves", "leave 'truth' out");
    return scored(problem, problem.truth);
}

SearchResult searchGreedy(const SearchProblem &problem, const SearchOptions &, const Progress &) {
    GreedyTree found = greedyTree(*problem.splitting, problem.splitting->all());
    return {.tree = treeFromSplits(std::move(found.splits), *problem.splitting),
            .logLikelihood = found.score,
            .splitsScored = found.splitsScored};
}

SearchResult searchBeam(const SearchProblem &problem, const SearchOptions &options,
                        const Progress &progress) {
    const BeamSearch found = beamSearch(*problem.splitting, options.beamWidth, progress);
    return {.tree = found.trees.front(), .logLikelihood = found.score, .splitsScored = found.splitsScored};
}

SearchResult searchMap(const SearchProblem &problem, const SearchOptions &options, const Progress &progress) {
    const Trellis trellis(problem.splitting, {.threads = options.threads}, progress);
    return {.tree = trellis.mostProbableTree(),
            .logLikelihood = trellis.logMaximum(),
            .upperBound = trellis.logMaximum(),
            .splitsScored = splitCount(trellis.leafCount())};
}

SearchResult aStarOf(const SearchProblem &problem, double mostSplits, const Progress &progress) {
    AStarResult found = aStar(*problem.splitting, mostSplits, progress);
    return {.tree = treeFromSplits(std::move(found.splits), *problem.splitting),
            .logLikelihood = found.score,
            .upperBound = found.upperBound,
            .splitsScored = found.splitsScored};
}

auto jetAlgorithm(double alpha) {
    return [alpha](const SearchProblem &problem, const SearchOptions &, const Progress &) {
        if (problem.momenta.empty())
            throw Error("cannot cluster as a jet", "these leaves have no momenta",
                        "leave kt, cambridge and antikt out");
        return scored(problem, clusterTree(problem.momenta, alpha));
    };
}

} // namespace

const Registry<TreeSearch> &treeSearches() {
    static const auto registry = [] {
        const std::string trellis = "Greenberg et al., AISTATS 2021, arXiv:2002.11661";
        const std::string star = "Greenberg et al., UAI 2021, arXiv:2104.07061";
        Registry<TreeSearch> all("tree search");
        all.add({{"truth", "Truth", "The tree that the generator made.", ""}, searchTruth});
        all.add({{"greedy", "Greedy", "The best pair first.", ""}, searchGreedy});
        all.add(
            {{"beam", "Beam search", "The best few forests, joined further at every step.", ""}, searchBeam});
        all.add({{"map", "Most probable", "The best of all trees, by the trellis.", trellis}, searchMap});
        all.add({{"astar", "A*", "The best of all trees, by promise: exact, with a proof.", star},
                 [](const SearchProblem &problem, const SearchOptions &, const Progress &progress) {
                     return aStarOf(problem, std::numeric_limits<double>::infinity(), progress);
                 }});
        all.add({{"astar-approximate", "Approximate A*", "A* stopped early, with a bound on what it missed.",
                  star},
                 [](const SearchProblem &problem, const SearchOptions &options, const Progress &progress) {
                     return aStarOf(problem, options.aStarSplits, progress);
                 }});
        const std::string jets = "Cacciari, Salam, Soyez, JHEP 04 (2008) 063, arXiv:0802.1189";
        all.add({{"kt", "kT", "Softest and nearest first.", jets}, jetAlgorithm(1)});
        all.add({{"cambridge", "Cambridge/Aachen", "Nearest in angle first.", jets}, jetAlgorithm(0)});
        all.add({{"antikt", "anti-kT", "Around the hardest first.", jets}, jetAlgorithm(-1)});
        return all;
    }();
    return registry;
}

SearchResult searchTree(const std::string &name, const SearchProblem &problem, const SearchOptions &options,
                        const Progress &progress) {
    const TreeSearch &search = treeSearches().at(name);
    const auto start = std::chrono::steady_clock::now();
    SearchResult result = search.run(problem, options, progress);
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace quincunx
