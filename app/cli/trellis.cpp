#include "app/cli/command_line.h"
#include "app/cli/leaf_options.h"
#include "app/cli/output.h"
#include "core/trellis/posterior_trees.h"
#include "core/trellis/search/beam.h"
#include "core/trellis/sparse_trellis.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>

namespace quincunx::cli {
namespace {

using nlohmann::json;

struct TrellisOptions {
    LeafOptions leaves;
    bool marginals = false;
    std::size_t samples = 0, best = 0;
    std::uint64_t seed = 1;
    int sparse = 0;
};

/// Whole where a double is exact.
json count(double trees) {
    return trees < 0x1p53 ? json(static_cast<std::uint64_t>(trees)) : json(trees);
}

json treeOrNull(const std::optional<Tree> &tree) {
    return tree ? json(toNewick(*tree)) : json();
}

/// Clusters of two or more leaves, the most probable first; those below 10⁻¹² are left out.
json marginalsOf(const Trellis &trellis, const Progress &progress) {
    const std::vector<double> p = trellis.clusterProbabilities(progress);
    std::vector<std::size_t> clusters;
    for (std::size_t cluster = 1; cluster < p.size(); ++cluster)
        if (size(cluster) > 1 && p[cluster] > 1e-12)
            clusters.push_back(cluster);
    std::ranges::stable_sort(clusters, std::ranges::greater(),
                             [&](std::size_t cluster) { return p[cluster]; });
    json list = json::array();
    for (std::size_t cluster : clusters)
        list.push_back({{"mask", cluster}, {"probability", p[cluster]}});
    return list;
}

json sumOverAll(const ChosenLeaves &leaves, const TrellisOptions &options, const Progress &progress) {
    const auto start = std::chrono::steady_clock::now();
    const Trellis trellis(leaves.splitting, {.threads = options.leaves.threads}, progress);
    const std::optional<Tree> best = trellis.mostProbableTree();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const TreeStatistics statistics = trellis.statistics(progress);

    json result = describe(leaves);
    result["log_z"] = number(trellis.logZ());
    result["log_map"] = number(trellis.logMaximum());
    result["map_tree"] = treeOrNull(best);
    result["finite_trees"] = count(statistics.finiteTrees);
    result["entropy"] = number(trellis.logZ() - statistics.expectedScore);
    result["seconds"] = seconds;
    if (options.marginals)
        result["marginals"] = marginalsOf(trellis, progress);
    if (options.samples > 0) {
        RandomEngine random(options.seed);
        result["samples"] = json::array();
        for (const Tree &tree : sampleTrees(trellis, options.samples, random, progress))
            result["samples"].push_back(toNewick(tree));
    }
    if (options.best > 0) {
        result["best"] = json::array();
        for (const ScoredTree &one : bestTrees(trellis, options.best, progress))
            result["best"].push_back(
                {{"tree", toNewick(one.tree)}, {"log_likelihood", number(one.logLikelihood)}});
    }
    return result;
}

/// On the clusters that a beam search meets: for more leaves than all trees can be summed over.
json sumOverBeam(const ChosenLeaves &leaves, const TrellisOptions &options, const Progress &progress) {
    const auto start = std::chrono::steady_clock::now();
    const BeamSearch beam = beamSearch(*leaves.splitting, options.sparse, progress);
    const SparseTrellis trellis(leaves.splitting, clustersOf(beam.trees), progress);
    json result = describe(leaves);
    result["log_z_lower_bound"] = number(trellis.logZ());
    result["log_map_lower_bound"] = number(trellis.logMaximum());
    result["map_tree"] = treeOrNull(trellis.mostProbableTree());
    result["clusters"] = trellis.clusterCount();
    result["splits"] = trellis.splitCount();
    result["seconds"] = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

void printTrellis(const json &result) {
    for (const auto &[name, value] : result.items()) {
        if (name == "marginals") {
            std::printf("\n%12s  %s\n", "probability", "leaves");
            for (const json &one : value) {
                std::printf("%12.6f ", one.at("probability").get<double>());
                for (Cluster rest = one.at("mask").get<Cluster>(); rest; rest &= rest - 1)
                    std::printf(" %d", std::countr_zero(rest));
                std::printf("\n");
            }
        } else if (value.is_array()) {
            std::printf("%s\n", name.c_str());
            for (const json &one : value)
                std::printf("  %s\n", one.is_string() ? one.get<std::string>().c_str() : one.dump().c_str());
        } else {
            std::printf("%-20s %s\n", name.c_str(),
                        value.is_string() ? value.get<std::string>().c_str() : value.dump().c_str());
        }
    }
}

int runTrellis(const TrellisOptions &options) {
    const ChosenLeaves leaves = chosenLeaves(options.leaves);
    json result;
    {
        const TerminalProgress terminal;
        result = options.sparse > 0 ? sumOverBeam(leaves, options, terminal.progress())
                                    : sumOverAll(leaves, options, terminal.progress());
    }
    if (options.leaves.asJson)
        std::cout << result.dump() << '\n';
    else
        printTrellis(result);
    return 0;
}

} // namespace

void addTrellis(CLI::App &app, Request &request) {
    auto options = std::make_shared<TrellisOptions>();
    CLI::App *command =
        app.add_subcommand("trellis", "The exact distribution over all trees of a jet or a table");
    addLeafOptions(*command, options->leaves);
    command->add_flag("--marginals", options->marginals, "Probability of each cluster of leaves");
    command->add_option("--samples", options->samples, "So many trees from the distribution");
    command->add_option("--seed", options->seed, "Same seed, same samples (default 1)");
    command->add_option("--best", options->best, "The so many most probable trees");
    command
        ->add_option("--sparse", options->sparse,
                     "Sum only over trees made of what a beam search of this width meets: a lower bound")
        ->check(CLI::Range(1, 1'000'000));
    command->callback([&request, options] { request.run = [options] { return runTrellis(*options); }; });
}

} // namespace quincunx::cli
