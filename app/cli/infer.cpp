#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/cli/settings_options.h"
#include "core/base/parallel.h"
#include "core/inference/estimator.h"
#include "core/inference/observation.h"
#include "core/io/export/write.h"

#include <iostream>

namespace quincunx::cli {
namespace {

struct InferOptions {
    std::string simulator, estimator = "abc", observation, out;
    std::size_t simulations = 100'000, samples = 1000;
    std::uint64_t seed = 1;
    nlohmann::json settings = nlohmann::json::object(); ///< those the user wrote
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
    const std::shared_ptr<const Simulator> simulator = simulators().at(options.simulator).simulator;
    const EstimatorKind &kind = estimators().at(options.estimator);
    const std::vector<double> numbers = readObservation(options.observation);
    checkObservation(*simulator, numbers);
    if (const std::string why = kind.refuses(*simulator); !why.empty())
        throw Error("cannot use estimator '" + options.estimator + "' for " + options.simulator, why,
                    "choose another estimator");
    const TerminalProgress terminal;
    nlohmann::json settings{{"kept", options.samples}};
    settings.update(options.settings);
    EstimatorInput input{simulator, nullptr, EstimatorSettings::table().fromJson(settings), options.seed,
                         defaultThreads()};
    nlohmann::json more = nlohmann::json::object();
    if (kind.simulates) {
        input.simulations = std::make_shared<const Simulations>(
            simulatePrior(*simulator, options.simulations, options.seed, input.threads, terminal.progress()));
        more["simulations"] = options.simulations;
    }
    const auto posterior = kind.make(input, {.progress = terminal.progress()});
    const Draws x = Eigen::Map<const Draws>(numbers.data(), 1, static_cast<Eigen::Index>(numbers.size()));
    const Draws theta =
        posterior->sample(x, options.samples, options.seed, input.threads, terminal.progress());
    writeMatrices(options.out, {{"theta", simulator->parameters(), theta}});
    printInference(options, *simulator, theta, more);
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
                     "Way to the posterior; quincunx list estimators (default abc)")
        ->check(CLI::IsMember([] {
            std::vector<std::string> names;
            for (const EstimatorKind &kind : estimators().entries())
                names.push_back(kind.name);
            return names;
        }()));
    command->add_option("--simulations", options->simulations, "How many are made (default 100000)")
        ->check(CLI::Range(1, 100'000'000));
    command->add_option("--observation", options->observation, "FILE.csv with one row of numbers")
        ->required();
    command->add_option("--samples", options->samples, "How many to draw (default 1000)")
        ->check(CLI::Range(1, 100'000'000));
    command->add_option("--seed", options->seed, "Same seed, same samples (default 1)");
    command->add_option("--out", options->out, "SAMPLES.csv, .npz or .json")->required();
    command->add_flag("--json", options->asJson, "Means and deviations as JSON");
    addSettingsOptions(*command, EstimatorSettings::table().settings(), options->settings);
    command->callback([&request, options] { request.run = [options] { return runInfer(*options); }; });
}

} // namespace quincunx::cli
