#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace quincunx::cli {

/// What the program was asked to do. Subcommands fill in `run`; without one the window opens `files`.
struct Request {
    std::vector<std::string> files;
    bool exitWhenReady = false; ///< for timing: leave once the first event is painted
    std::function<int()> run;   ///< exit code; empty: open the window
};

/// Parses the command line.
/// \throws CLI::ParseError for wrong usage, help and version.
Request parse(CLI::App &app, int argc, char **argv);

/// Prints what a CLI::ParseError asks for: help, version, or one line of error. \return the exit code.
int explain(const CLI::App &app, const CLI::ParseError &error);

/// What --columns is, for the subcommands that open event files.
inline constexpr const char *columnsHelp =
    "Of a table whose header is not understood: which column is which, as px=NAME,py=NAME,pz=NAME,E=NAME or "
    "with pt, "
    "eta or y, phi, m; also event, jet, pid, charge, label. Columns may be counted from 1.";

/// What --simulator is.
inline constexpr const char *simulatorHelp = "Which; quincunx list simulators, or external:FILE.json";

// One function per subcommand: adds it to `app`, and sets `request.run` when it is chosen.
void addList(CLI::App &app, Request &request);
void addEvents(CLI::App &app, Request &request);
void addCluster(CLI::App &app, Request &request);
void addJet(CLI::App &app, Request &request);
void addGenerate(CLI::App &app, Request &request);
void addTrellis(CLI::App &app, Request &request);
void addTrees(CLI::App &app, Request &request);
void addRender(CLI::App &app, Request &request);
void addSample(CLI::App &app, Request &request);
void addSimulate(CLI::App &app, Request &request);
void addCalibrate(CLI::App &app, Request &request);
void addInfer(CLI::App &app, Request &request);
void addFlow(CLI::App &app, Request &request);
void addConfidence(CLI::App &app, Request &request);
void addInformation(CLI::App &app, Request &request);

} // namespace quincunx::cli
