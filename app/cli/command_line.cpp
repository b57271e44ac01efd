#include "app/cli/command_line.h"

#include "app/cli/output.h"
#include "app/version.h"

#include <iostream>

namespace quincunx::cli {
namespace {

void addHelp(CLI::App &app) {
    auto topic = std::make_shared<std::string>();
    CLI::App *help = app.add_subcommand("help", "Explain a subcommand");
    help->add_option("SUBCOMMAND", *topic, "Which one");
    help->callback([&app, topic] {
        const CLI::App *about = &app;
        if (!topic->empty()) {
            const auto known =
                app.get_subcommands([&](const CLI::App *one) { return one->get_name() == *topic; });
            if (known.empty())
                throw CLI::ValidationError(
                    "no subcommand '" + *topic + "' (it is unknown); run quincunx --help for the list", 2);
            about = known.front();
        }
        std::cout << about->help();
        throw CLI::Success();
    });
}

} // namespace

Request parse(CLI::App &app, int argc, char **argv) {
    Request request;
    app.description("Quincunx: explore jets, compare clustering trees, teach simulation-based inference.\n"
                    "Without a subcommand it opens the window.");
    app.set_version_flag("--version", std::string("quincunx ") + version);
    app.add_option("FILES", request.files, "Event or session files to open in the window");
    app.add_flag("--exit-when-ready", request.exitWhenReady,
                 "Say so and leave as soon as the first event is painted (for timing)");
    app.require_subcommand(0, 1);
    addEvents(app, request);
    addCluster(app, request);
    addJet(app, request);
    addGenerate(app, request);
    addTrellis(app, request);
    addTrees(app, request);
    addRender(app, request);
    addSample(app, request);
    addSimulate(app, request);
    addCalibrate(app, request);
    addInfer(app, request);
    addFlow(app, request);
    addConfidence(app, request);
    addInformation(app, request);
    addList(app, request);
    addHelp(app);
    app.parse(argc, argv);
    return request;
}

int explain(const CLI::App &app, const CLI::ParseError &error) {
    if (error.get_exit_code() == 0)
        return app.exit(error); // prints help or version
    std::string text = error.what();
    if (text.find("; ") == std::string::npos) // CLI11's own messages have no remedy
        text += " (wrong usage); run quincunx --help";
    printError(text);
    return 2;
}

} // namespace quincunx::cli
