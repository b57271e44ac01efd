#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/clustering/clustering.h"
#include "core/event/quantities.h"
#include "core/inference/estimator.h"
#include "core/io/event_file.h"
#include "core/manifold_flow/flow_model.h"
#include "core/trees/tree_distances.h"
#include "core/trellis/densities.h"
#include "core/trellis/search/search.h"
#include "views/registry/view_registry.h"

#include <iostream>

namespace quincunx::cli {
namespace {

template <class Entry>
std::vector<Description> descriptions(const Registry<Entry> &registry) {
    return {registry.entries().begin(), registry.entries().end()};
}

using Lister = std::vector<Description> (*)();

const std::vector<std::pair<std::string, Lister>> listers = {
    {"formats", [] { return descriptions(eventFormats()); }},
    {"clusterings", [] { return descriptions(clusterings()); }},
    {"quantities", [] { return descriptions(eventQuantities()); }},
    {"densities", [] { return descriptions(densities()); }},
    {"searches", [] { return descriptions(treeSearches()); }},
    {"simulators", [] { return descriptions(simulators()); }},
    {"estimators", [] { return descriptions(estimators()); }},
    {"targets", [] { return descriptions(targets()); }},
    {"flows", [] { return descriptions(flowKinds()); }},
    {"distances", [] { return descriptions(treeDistances()); }},
    {"views", [] { return descriptions(viewKinds()); }},
};

int runList(const std::string &what, bool asJson) {
    const auto lister = std::ranges::find(listers, what, &std::pair<std::string, Lister>::first);
    nlohmann::json all = nlohmann::json::array();
    for (const Description &entry : lister->second()) {
        if (asJson)
            all.push_back({{"name", entry.name},
                           {"title", entry.title},
                           {"summary", entry.summary},
                           {"citation", entry.citation}});
        else
            std::cout << entry.name
                      << std::string(
                             std::max<std::size_t>(2, 16 - std::min<std::size_t>(entry.name.size(), 14)), ' ')
                      << entry.summary << (entry.citation.empty() ? "" : "  [" + entry.citation + "]")
                      << '\n';
    }
    if (asJson)
        std::cout << nlohmann::json{{what, all}}.dump() << '\n';
    return 0;
}

} // namespace

void addList(CLI::App &app, Request &request) {
    auto what = std::make_shared<std::string>();
    auto asJson = std::make_shared<bool>(false);
    CLI::App *list = app.add_subcommand("list", "List what can be chosen by name");
    std::vector<std::string> names;
    for (const auto &[name, lister] : listers)
        names.push_back(name);
    list->add_option("WHAT", *what, "What to list")->required()->check(CLI::IsMember(names));
    list->add_flag("--json", *asJson, "One JSON document on standard output");
    list->callback(
        [&request, what, asJson] { request.run = [what, asJson] { return runList(*what, *asJson); }; });
}

} // namespace quincunx::cli
