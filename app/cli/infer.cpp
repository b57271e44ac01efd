#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/base/parallel.h"
#include "core/inference/observation.h"
#include "core/inference/rejection.h"
#include "core/io/export/write.h"

#include <iostream>

namespace quincunx::cli {
namespace {

struct InferOptions {
    std::string simulator, estimator = "abc", observation, out;
    std::size_t simulations = 100'000, samples = 1000;
    std::uint64_t seed = 1;
    bool asJson = false;
};

void printInference(const InferOptions &options, const Simulator &simulator, const Draws &theta,
                    const nlohmann::json &more) {
    nlohmann::json result{{"simulator", options.simulator},
                          {"estimator", options.estimator},
                          {"samples", theta.rows()},
                          {"parameters", nlohmann::json::array()}};
    result.update(more);
    for (std::size_t k = 0; k < simulator.parameters().size(); ++k) {
        const auto values = theta.col(static_cast<Eigen::Index>(k)).array();
        const double mean = values.mean();
        const double deviation = std::sqrt((values - mean).square().mean());
        if (options.asJson)
            result["parameters"].push_back(
                {{"name", simulator.parameters()[k]}, {"mean", mean}, {"deviation", deviation}});
        else
            std::cout << simulator.parameters()[k] << " = " << mean << " ± " << deviation << '\n';
    }
    if (options.asJson)
        std::cout << result.dump() << '\n';
}

int runInfer(const InferOptions &options) {
    const Simulator &simulator = *simulators().at(options.simulator).simulator;
    const std::vector<double> x = readObservation(options.observation);
    checkObservation(simulator, x);
    const TerminalProgress terminal;
    Draws theta;
    nlohmann::json more = nlohmann::json::object();
    if (options.estimator == "exact") {
        theta = samplePosterior(simulator, x, options.samples, options.seed, defaultThreads(),
                                terminal.progress());
    } else {
        const Simulations made = simulatePrior(simulator, options.simulations, options.seed, defaultThreads(),
                                               terminal.progress());
        Rejection kept = rejectionAbc(simulator, made, x, options.samples);
        more = {{"simulations", options.simulations}, {"farthest", number(kept.farthest)}};
        theta = std::move(kept.theta);
    }
    writeMatrices(options.out, {{"theta", simulator.parameters(), theta}});
    printInference(options, simulator, theta, more);
    return 0;
}

} // namespace

void addInfer(CLI::App &app, Request &request) {
    auto options = std::make_shared<InferOptions>();
    CLI::App *command =
        app.add_subcommand("infer", "Samples of a simulator's parameters given an observation");
    command->add_option("--simulator", options->simulator, "Which; quincunx list simulators")->required();
    command
        ->add_option("--estimator", options->estimator,
                     "abc: of simulations from the prior the nearest; exact: the true posterior, where it is "
                     "known (default abc)")
        ->check(CLI::IsMember(std::vector<std::string>{"abc", "exact"}));
    command
        ->add_option("--simulations", options->simulations, "How many may be made, for abc (default 100000)")
        ->check(CLI::Range(1, 100'000'000));
    command->add_option("--observation", options->observation, "FILE.csv with one row of numbers")
        ->required();
    command->add_option("--samples", options->samples, "How many to draw or keep (default 1000)")
        ->check(CLI::Range(1, 100'000'000));
    command->add_option("--seed", options->seed, "Same seed, same samples (default 1)");
    command->add_option("--out", options->out, "SAMPLES.csv, .npz or .json")->required();
    command->add_flag("--json", options->asJson, "Means and deviations as JSON");
    command->callback([&request, options] { request.run = [options] { return runInfer(*options); }; });
}

} // namespace quincunx::cli
