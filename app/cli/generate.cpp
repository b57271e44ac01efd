#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/cli/settings_options.h"
#include "core/ginkgo/ginkgo_json.h"

#include <cstdio>
#include <fstream>

namespace quincunx::cli {
namespace {

struct GenerateOptions {
    std::string kind = "qcd", leaves, out;
    std::size_t count = 1;
    std::uint64_t seed = 1;
    nlohmann::json settings;
};

LeafRange parsedRange(const std::string &text) {
    LeafRange range;
    char end = 0;
    if (!text.empty() && (std::sscanf(text.c_str(), "%d:%d%c", &range.minimum, &range.maximum, &end) != 2 ||
                          range.minimum < 1 || range.maximum < range.minimum))
        throw CLI::ValidationError(
            "--leaves cannot be " + text + " (it is no range); write the fewest and the most, as 5:10", 2);
    return range;
}

int runGenerate(const GenerateOptions &options, const LeafRange &leaves) {
    const GinkgoSettings settings =
        GinkgoSettings::table().fromJson(options.settings, ginkgoKinds().at(options.kind).settings);
    std::ofstream file(options.out, std::ios::binary);
    file << "{\"jets\":[";
    std::size_t written = 0;
    bool stopped = false;
    try {
        const TerminalProgress terminal;
        RandomEngine random(options.seed);
        while (written < options.count && file) {
            terminal.progress().report(static_cast<double>(written) / static_cast<double>(options.count),
                                       "showering");
            const std::size_t batch = std::min<std::size_t>(1000, options.count - written);
            const Progress quiet(terminal.progress().stopToken(), {});
            for (const GinkgoJet &jet : generateGinkgoJets(settings, batch, leaves, random, quiet))
                file << (written++ ? ",\n" : "\n") << toJson(jet);
        }
    } catch (const Cancelled &) {
        stopped = true;
    } catch (const Error &) {
        file.close();
        std::remove(options.out.c_str()); // half a document is of no use
        throw;
    }
    file << "\n]}\n";
    file.close();
    if (!file)
        throw Error("cannot write '" + options.out + "'", "the folder is missing, full or protected",
                    "choose another place");
    if (stopped)
        printError("stopped (Ctrl-C); the " + std::to_string(written) + " jets made until then are in '" +
                   options.out + "'");
    return stopped ? 1 : 0;
}

} // namespace

void addGenerate(CLI::App &app, Request &request) {
    auto options = std::make_shared<GenerateOptions>();
    CLI::App *generate = app.add_subcommand("generate", "Make jets with a generator whose truth is known");
    generate->require_subcommand(1);
    CLI::App *ginkgo = generate->add_subcommand("ginkgo", "Jets of the Ginkgo shower, with their true trees");
    std::vector<std::string> kinds;
    for (const GinkgoKind &kind : ginkgoKinds().entries())
        kinds.push_back(kind.name);
    ginkgo->add_option("--kind", options->kind, "Settings to start from (default qcd)")
        ->check(CLI::IsMember(kinds));
    ginkgo->add_option("--count", options->count, "How many jets (default 1)");
    ginkgo->add_option("--seed", options->seed, "Same seed, same jets (default 1)");
    ginkgo->add_option("--leaves", options->leaves, "Keep jets with so many leaves, as 5:10");
    addSettingsOptions(*ginkgo, GinkgoSettings::table().settings(), options->settings);
    ginkgo->add_option("--out", options->out, "Where to write")->required();
    ginkgo->callback([&request, options] {
        const LeafRange leaves = parsedRange(options->leaves);
        request.run = [options, leaves] { return runGenerate(*options, leaves); };
    });
}

} // namespace quincunx::cli
