#include "app/cli/leaf_options.h"

#include "app/cli/output.h"
#include "app/cli/settings_options.h"
#include "core/trellis/leaf_file.h"
#include "core/trellis/subjets.h"

namespace quincunx::cli {
namespace {

/// The settings that densities use; mass and momentum are the generator's alone.
std::vector<Setting> densitySettings() {
    std::vector<Setting> settings = GinkgoSettings::table().settings();
    std::erase_if(settings, [](const Setting &setting) {
        return setting.name == "mass" || setting.name == "momentum";
    });
    return settings;
}

} // namespace

void addLeafOptions(CLI::App &command, LeafOptions &options) {
    command
        .add_option("FILE", options.file, "Jets of `generate ginkgo`, or a table of similarities (JSON, CSV)")
        ->required();
    command.add_option("--jet", options.jet, "Which jet, counted from 0 (default 0)");
    std::vector<std::string> names;
    for (const SplittingDensity &density : densities().entries())
        names.push_back(density.name);
    command
        .add_option("--density", options.density,
                    "How splits are scored (default exact for jets, dasgupta for tables)")
        ->check(CLI::IsMember(names));
    addSettingsOptions(command, densitySettings(), options.settings);
    command
        .add_option("--subjets", options.most,
                    "Join leaves first until so many are left: kT, or average linkage")
        ->check(CLI::Range(1, maximumLeaves));
    command.add_option("--threads", options.threads, "How many threads (default one for each core)")
        ->check(CLI::Range(1, 1024));
    command.add_flag("--json", options.asJson, "One JSON document on standard output");
}

ChosenLeaves chosenLeaves(const LeafOptions &options) {
    LeafFile file = readLeafFile(options.file);
    ChosenLeaves chosen;
    const bool jets = !file.jets.empty();
    if (file.table.size() == 0 && options.jet >= file.jets.size())
        throw Error("there is no jet " + std::to_string(options.jet),
                    "the file has " + std::to_string(file.jets.size()), "count jets from 0");
    int given = file.table.size();
    if (jets) {
        GinkgoJet &jet = file.jets[options.jet];
        given = static_cast<int>(jet.leaves.size());
        chosen.data.settings = GinkgoSettings::table().fromJson(options.settings, jet.settings);
        chosen.data.momenta = std::move(jet.leaves);
        chosen.truth = std::move(jet.truth);
    } else {
        chosen.data.table = std::move(file.table);
    }
    if (options.most > 0 && options.most < given) {
        if (jets)
            chosen.data.momenta = exclusiveSubjets(chosen.data.momenta, options.most, 1).momenta;
        else
            chosen.data.table = reduceTable(chosen.data.table, options.most).table;
        chosen.truth = {};
        printError(std::to_string(given) + " leaves were joined to " + std::to_string(options.most) +
                   (jets ? " exclusive kT subjets" : " groups by average linkage") +
                   "; trees say nothing of what is inside them");
    }
    chosen.density = !options.density.empty() ? options.density : jets ? "exact" : "dasgupta";
    chosen.splitting = makeSplitting(chosen.density, chosen.data);
    return chosen;
}

nlohmann::json describe(const ChosenLeaves &leaves) {
    nlohmann::json object = {{"leaves", leaves.splitting->leafCount()}, {"density", leaves.density}};
    if (leaves.data.momenta.empty()) {
        object["labels"] = leaves.data.table.labels;
        return object;
    }
    const nlohmann::json settings = GinkgoSettings::table().toJson(leaves.data.settings);
    for (const Setting &setting : densitySettings())
        object[setting.name] = settings.at(setting.name);
    return object;
}

} // namespace quincunx::cli
