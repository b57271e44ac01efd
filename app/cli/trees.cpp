#include "app/cli/command_line.h"
#include "app/cli/leaf_options.h"
#include "app/cli/output.h"
#include "core/trees/tree_distances.h"
#include "core/trellis/search/search.h"
#include "core/trellis/trellis.h"

#include <cstdio>
#include <iostream>

namespace quincunx::cli {
namespace {

using nlohmann::json;

struct TreesOptions {
    LeafOptions leaves;
    std::vector<std::string> methods;
    SearchOptions search;
};

/// Clades weighted by their posterior probability, where the trellis is quick; null elsewhere.
CladeWeight posteriorWeight(const ChosenLeaves &leaves, int threads, const Progress &progress) {
    constexpr int quick = 14;
    if (leaves.splitting->leafCount() > quick)
        return {};
    const Trellis trellis(leaves.splitting, {.threads = threads}, progress);
    return [p = trellis.clusterProbabilities(progress)](std::span<const int> clade) {
        Cluster cluster = 0;
        for (int leaf : clade)
            cluster |= clusterOf(leaf);
        return p[cluster];
    };
}

json distances(const std::vector<SearchResult> &found, const CladeWeight &weight) {
    json all = json::object();
    for (const TreeDistance &distance : treeDistances().entries()) {
        if (distance.name == "weighted_robinson_foulds" && !weight)
            continue;
        json matrix = json::array();
        for (const SearchResult &a : found) {
            json row = json::array();
            for (const SearchResult &b : found)
                row.push_back(number(a.tree && b.tree ? distance.measure(*a.tree, *b.tree, weight)
                                                      : std::numeric_limits<double>::quiet_NaN()));
            matrix.push_back(row);
        }
        all[distance.name] = matrix;
    }
    return all;
}

void printTrees(const json &result) {
    std::printf("%-18s %16s %10s %12s  %s\n", "method", "log likelihood", "seconds", "splits", "tree");
    for (const json &one : result.at("trees")) {
        const json &score = one.at("log_likelihood");
        std::printf("%-18s %16s %10.4f %12.0f  %s\n", one.at("method").get<std::string>().c_str(),
                    score.is_string() ? score.get<std::string>().c_str() : score.dump().c_str(),
                    one.at("seconds").get<double>(), one.at("splits_scored").get<double>(),
                    one.at("tree").is_null() ? "none" : one.at("tree").get<std::string>().c_str());
    }
    for (const auto &[name, matrix] : result.at("distances").items()) {
        std::printf("\n%s\n", name.c_str());
        for (const json &row : matrix) {
            for (const json &value : row)
                std::printf(" %8.4g", value.is_number() ? value.get<double>() : NAN);
            std::printf("\n");
        }
    }
}

int runTrees(const TreesOptions &options) {
    const ChosenLeaves leaves = chosenLeaves(options.leaves);
    std::vector<std::string> methods = options.methods;
    if (methods.empty()) {
        methods = {"greedy", "beam", "map"};
        if (leaves.truth.leafCount() > 0)
            methods.insert(methods.begin(), "truth");
    }
    SearchOptions search = options.search;
    search.threads = options.leaves.threads;
    json result = describe(leaves);
    result["trees"] = json::array();
    std::vector<SearchResult> found;
    {
        const TerminalProgress terminal;
        for (const std::string &method : methods) {
            found.push_back(searchTree(method, {leaves.splitting, leaves.data.momenta, leaves.truth}, search,
                                       terminal.progress()));
            const SearchResult &one = found.back();
            json entry = {{"method", method},
                          {"tree", one.tree ? json(toNewick(*one.tree)) : json()},
                          {"log_likelihood", number(one.logLikelihood)},
                          {"splits_scored", one.splitsScored},
                          {"seconds", one.seconds}};
            if (one.upperBound < std::numeric_limits<double>::infinity())
                entry["upper_bound"] = number(one.upperBound);
            result["trees"].push_back(entry);
        }
        const CladeWeight weight = posteriorWeight(leaves, search.threads, terminal.progress());
        result["distances"] = distances(found, weight);
    }
    if (options.leaves.asJson)
        std::cout << result.dump() << '\n';
    else
        printTrees(result);
    return 0;
}

} // namespace

void addTrees(CLI::App &app, Request &request) {
    auto options = std::make_shared<TreesOptions>();
    CLI::App *command =
        app.add_subcommand("trees", "Trees of a jet or a table, found in several ways, compared");
    addLeafOptions(*command, options->leaves);
    std::vector<std::string> names;
    for (const TreeSearch &search : treeSearches().entries())
        names.push_back(search.name);
    command
        ->add_option("--methods", options->methods, "Which, separated by commas: " + treeSearches().names())
        ->delimiter(',')
        ->check(CLI::IsMember(names));
    command
        ->add_option("--beam-width", options->search.beamWidth,
                     "Forests that a beam search keeps (default 20)")
        ->check(CLI::Range(1, 1'000'000));
    command->callback([&request, options] { request.run = [options] { return runTrees(*options); }; });
}

} // namespace quincunx::cli
