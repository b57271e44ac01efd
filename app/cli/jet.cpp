#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/cli/settings_options.h"
#include "core/clustering/clustering.h"
#include "core/event/cuts.h"
#include "core/io/event_file.h"
#include "core/substructure/jet_analysis.h"

#include <cstdio>
#include <iostream>

namespace quincunx::cli {
namespace {

using nlohmann::json;

struct JetOptions {
    std::string file;
    std::size_t event = 0, jet = 0;
    json clustering, cuts, jetSettings;
    bool asJson = false;
};

Jet chosenJet(const Event &event, const JetOptions &options, const ClusteringSettings &clustering) {
    const auto cuts = CutSettings::table().fromJson(options.cuts);
    const std::vector<int> inputs = clusteringInputs(event, cuts);
    std::vector<Jet> jets;
    if (!event.isJet)
        jets = cluster(event, inputs, clustering, cuts.jetPt).jets;
    else if (!inputs.empty())
        jets.push_back(wholeJet(event, inputs));
    if (options.jet >= jets.size())
        throw Error("cannot analyse jet " + std::to_string(options.jet),
                    "the event has " + std::to_string(jets.size()) + " jets, counted from 0",
                    "choose one of these, or loosen the cuts");
    return jets[options.jet];
}

template <class Numbers>
json array(const Numbers &numbers) {
    json list = json::array();
    for (double value : numbers)
        list.push_back(number(value));
    return list;
}

json toJson(const JetAnalysis &analysis) {
    const JetSubstructure &jet = *analysis.substructure;
    json lund = json::array(), softDrop = json::array(), adjacency = json::array(), merges = json::array();
    for (const LundSplitting &split : jet.lund.primary)
        lund.push_back({{"Delta", number(split.delta)},
                        {"kt", number(split.kt)},
                        {"z", number(split.z)},
                        {"psi", number(split.psi)},
                        {"m", number(split.mass)}});
    for (const SoftDrop &groomed : jet.softDrop)
        softDrop.push_back({{"beta", groomed.beta},
                            {"z_cut", analysis.settings.zCut},
                            {"zg", number(groomed.zg)},
                            {"Rg", number(groomed.rg)},
                            {"m", number(groomed.mass)},
                            {"pt", number(groomed.pt)},
                            {"mu", number(groomed.mu)}});
    for (Eigen::Index i = 0; i < analysis.adjacency.rows(); ++i)
        adjacency.push_back(array(analysis.adjacency.col(i)));
    for (const Merge &merge : analysis.tree.merges()) // in the units of the adjacency
        merges.push_back({merge.first, merge.second, number(merge.height / (jet.radius * jet.radius))});
    const auto &[kt, onePassKt, onePassWtaKt] = jet.tau;
    const EnergyCorrelators &e = jet.correlators;
    return {{"pt", number(jet.total.pt())},
            {"rap", number(jet.total.rapidity())},
            {"phi", number(jet.total.phi())},
            {"m", number(jet.total.mass())},
            {"constituents", jet.particles},
            {"radius", jet.radius},
            {"alpha", analysis.settings.alpha},
            {"lund", lund},
            {"softdrop", softDrop},
            {"tau",
             {{"beta", analysis.settings.beta},
              {"kt", array(kt)},
              {"onepass_kt", array(onePassKt)},
              {"onepass_wta_kt", array(onePassWtaKt)}}},
            {"ecf",
             {{"beta", analysis.settings.beta},
              {"ECF1", number(e.e1)},
              {"ECF2", number(e.e2)},
              {"ECF3", number(e.e3)},
              {"C2", number(e.c2)},
              {"D2", number(e.d2)}}},
            {"adjacency", adjacency},
            {"merges", merges}};
}

void printJet(const JetAnalysis &analysis) {
    const JetSubstructure &jet = *analysis.substructure;
    std::printf("pT %.6g GeV, y %.4f, phi %.4f, m %.6g GeV, %zu constituents\n", jet.total.pt(),
                jet.total.rapidity(), jet.total.phi(), jet.total.mass(), jet.momenta.size());
    std::printf("\nSoftDrop, z_cut %g%13s %10s %12s %12s\n", analysis.settings.zCut, "zg", "Rg", "m [GeV]",
                "pT [GeV]");
    for (const SoftDrop &groomed : jet.softDrop)
        std::printf("  beta %-14g %10.5g %10.5g %12.5g %12.5g\n", groomed.beta, groomed.zg, groomed.rg,
                    groomed.mass, groomed.pt);
    std::printf("\nN-subjettiness, beta %-4g %8s %10s %10s %10s\n", analysis.settings.beta, "tau1", "tau2",
                "tau3", "tau4");
    for (std::size_t axes = 0; axes < 3; ++axes) {
        constexpr std::array names{"kT axes", "one-pass kT axes", "one-pass WTA kT axes"};
        std::printf("  %-21s", names[axes]);
        for (double tau : jet.tau[axes])
            std::printf(" %10.5g", tau);
        std::printf("\n");
    }
    std::printf("\nEnergy correlators, beta %g: C2 %.6g, D2 %.6g\n", analysis.settings.beta,
                jet.correlators.c2, jet.correlators.d2);
    std::printf("\nLund plane, primary\n%12s %12s %12s %10s %12s\n", "Delta", "kT [GeV]", "z", "psi",
                "m [GeV]");
    for (const LundSplitting &split : jet.lund.primary)
        std::printf("%12.5g %12.5g %12.5g %10.4f %12.5g\n", split.delta, split.kt, split.z, split.psi,
                    split.mass);
}

int runJet(const JetOptions &options) {
    const auto clustering = ClusteringSettings::table().fromJson(options.clustering);
    const auto settings = JetSettings::table().fromJson(options.jetSettings);
    const Event event = openEvents(options.file).file->read(options.event);
    const Jet jet = chosenJet(event, options, clustering);
    const JetAnalysis analysis = analyseJet(event, jet.constituents, clustering.radius, settings);
    if (options.asJson)
        std::cout << toJson(analysis).dump() << '\n';
    else
        printJet(analysis);
    return 0;
}

} // namespace

void addJet(CLI::App &app, Request &request) {
    auto options = std::make_shared<JetOptions>();
    CLI::App *command = app.add_subcommand(
        "jet", "Take one jet apart: Lund plane, SoftDrop, N-subjettiness, correlators, distances, tree");
    command->add_option("FILE", options->file, "File of events or of jets")->required();
    command->add_option("--event", options->event, "Which event, counted from 0 (default 0)");
    command->add_option("--jet", options->jet, "Which jet by falling pT, counted from 0 (default 0)");
    addSettingsOptions(*command, JetSettings::table().settings(), options->jetSettings);
    addSettingsOptions(*command, ClusteringSettings::table().settings(), options->clustering);
    addSettingsOptions(*command, CutSettings::table().settings(), options->cuts);
    command->add_flag("--json", options->asJson, "One JSON document on standard output");
    command->callback([&request, options] { request.run = [options] { return runJet(*options); }; });
}

} // namespace quincunx::cli
