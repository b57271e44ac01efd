#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/cli/settings_options.h"
#include "core/clustering/clustering.h"
#include "core/event/cuts.h"
#include "core/io/event_file.h"
#include "core/io/export/write.h"

#include <cstdio>
#include <iostream>

namespace quincunx::cli {
namespace {

using nlohmann::json;

struct ClusterOptions {
    std::string file, columns, out;
    std::size_t event = 0;
    json clustering, cuts;
    bool asJson = false;
};

json toJson(const Clustering &found, bool areas) {
    json jets = json::array();
    for (const Jet &jet : found.jets) {
        const FourMomentum &p = jet.momentum;
        json object = {{"pt", number(p.pt())},
                       {"rap", number(p.rapidity())},
                       {"phi", number(p.phi())},
                       {"m", number(p.mass())},
                       {"constituents", jet.constituents}};
        if (areas)
            object["area"] = number(jet.area);
        jets.push_back(object);
    }
    json dmerge = json::array();
    for (double distance : found.dmerge)
        dmerge.push_back(number(distance));
    return {{"jets", jets}, {"dmerge", dmerge}};
}

int runCluster(const ClusterOptions &options) {
    const auto clustering = ClusteringSettings::table().fromJson(options.clustering);
    const auto cuts = CutSettings::table().fromJson(options.cuts);
    const Event event = openEvents(options.file, options.columns).file->read(options.event);
    const Clustering found = cluster(event, clusteringInputs(event, cuts), clustering, cuts.jetPt);
    if (options.out.ends_with(".phoenix.json"))
        writeEvent(options.out, event, &found);
    else if (!options.out.empty())
        writeTable(options.out, jetTable(found));
    if (!options.out.empty())
        return 0;
    if (options.asJson) {
        std::cout << toJson(found, clustering.areas).dump() << '\n';
        return 0;
    }
    std::printf("%zu jets from %zu objects, %s\n", found.jets.size(), found.inputs.size(),
                clusterings().at(clustering.algorithm).title.c_str());
    std::printf("%4s %12s %10s %10s %12s %6s%s\n", "", "pT [GeV]", "y", "phi", "m [GeV]", "parts",
                clustering.areas ? "     area" : "");
    for (std::size_t j = 0; j < found.jets.size(); ++j) {
        const FourMomentum &p = found.jets[j].momentum;
        std::printf("%4zu %12.5g %10.4f %10.4f %12.5g %6zu", j, p.pt(), p.rapidity(), p.phi(), p.mass(),
                    found.jets[j].constituents.size());
        if (clustering.areas)
            std::printf(" %8.3f", found.jets[j].area);
        std::printf("\n");
    }
    return 0;
}

} // namespace

void addCluster(CLI::App &app, Request &request) {
    auto options = std::make_shared<ClusterOptions>();
    CLI::App *command = app.add_subcommand("cluster", "Find the jets of an event");
    command->add_option("FILE", options->file, "Event file")->required();
    command->add_option("--event", options->event, "Which event, counted from 0 (default 0)");
    command->add_option("--columns", options->columns, columnsHelp);
    command->add_option(
        "--out", options->out,
        "Write the jets to FILE.csv, .npz or .json, or the event with them to FILE.phoenix.json");
    addSettingsOptions(*command, ClusteringSettings::table().settings(), options->clustering);
    addSettingsOptions(*command, CutSettings::table().settings(), options->cuts);
    command->add_flag("--json", options->asJson, "One JSON document on standard output");
    command->callback([&request, options] { request.run = [options] { return runCluster(*options); }; });
}

} // namespace quincunx::cli
