#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/base/parallel.h"
#include "core/inference/named_simulator.h"
#include "core/io/export/write.h"

#include <iostream>

namespace quincunx::cli {
namespace {

struct SimulateOptions {
    std::string simulator, out;
    std::size_t count = 1000;
    std::uint64_t seed = 1;
};

int runSimulate(const SimulateOptions &options) {
    const auto owner = simulatorNamed(options.simulator);
    const Simulator &simulator = *owner;
    const TerminalProgress terminal;
    Simulations made =
        simulatePrior(simulator, options.count, options.seed, defaultThreads(), terminal.progress());
    if (made.unusable > 0)
        std::cerr << made.unusable << " of " << options.count
                  << " simulations have numbers that are not finite\n";
    writeMatrices(options.out, {{"theta", simulator.parameters(), std::move(made.theta)},
                                {"x", simulator.data(), std::move(made.x)}});
    return 0;
}

} // namespace

void addSimulate(CLI::App &app, Request &request) {
    auto options = std::make_shared<SimulateOptions>();
    CLI::App *command =
        app.add_subcommand("simulate", "Draw parameters from a simulator's prior, and data at each");
    command->add_option("--simulator", options->simulator, simulatorHelp)->required();
    command->add_option("--count", options->count, "How many (default 1000)")
        ->check(CLI::Range(1, 100'000'000));
    command->add_option("--seed", options->seed, "Same seed, same numbers (default 1)");
    command
        ->add_option("--out", options->out,
                     "FILE.npz with theta (N, parameters) and x (N, data), or FILE.csv with all columns")
        ->required();
    command->callback([&request, options] { request.run = [options] { return runSimulate(*options); }; });
}

} // namespace quincunx::cli
