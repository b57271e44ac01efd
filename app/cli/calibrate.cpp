#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/base/parallel.h"
#include "core/inference/calibration.h"
#include "core/inference/posterior_file.h"

#include <iostream>

namespace quincunx::cli {
namespace {

struct CalibrateOptions {
    std::string model, simulator;
    std::size_t trials = 1000, samples = calibrationSamples;
    std::uint64_t seed = 1;
    bool asJson = false;
};

constexpr double levels[] = {0.5, 0.8, 0.95};

void printCalibration(const CalibrateOptions &options, const NamedPosterior &named,
                      const Calibration &found) {
    nlohmann::json result{{"simulator", named.simulator},   {"estimator", named.estimator},
                          {"trials", options.trials},       {"samples", options.samples},
                          {"tarp_p", found.nearerPValue()}, {"parameters", nlohmann::json::array()}};
    const Simulator &simulator = named.posterior->simulator();
    for (std::size_t k = 0; k < simulator.parameters().size(); ++k) {
        const auto column = static_cast<Eigen::Index>(k);
        nlohmann::json coverage = nlohmann::json::array();
        for (double level : levels)
            coverage.push_back({{"level", level}, {"coverage", found.coverage(column, level)}});
        result["parameters"].push_back({{"name", simulator.parameters()[k]},
                                        {"rank_p", found.rankPValue(column)},
                                        {"coverage", coverage},
                                        {"contraction", number(found.contraction(column))},
                                        {"z", number(found.zScore(column))}});
    }
    if (options.asJson) {
        std::cout << result.dump() << '\n';
        return;
    }
    for (const nlohmann::json &parameter : result["parameters"]) {
        std::cout << parameter["name"].get<std::string>() << ": ranks p = " << parameter["rank_p"];
        for (const nlohmann::json &entry : parameter["coverage"])
            std::cout << ", " << 100 * entry["level"].get<double>() << "% holds "
                      << 100 * entry["coverage"].get<double>() << "%";
        std::cout << ", contraction " << parameter["contraction"] << ", z " << parameter["z"] << '\n';
    }
    std::cout << "joint (TARP): p = " << found.nearerPValue() << '\n';
}

int runCalibrate(const CalibrateOptions &options) {
    const NamedPosterior named = loadPosterior(options.model);
    if (!options.simulator.empty() && options.simulator != named.simulator)
        throw Error("cannot calibrate " + options.model, "it was trained on " + named.simulator,
                    "leave --simulator away, or name that");
    const TerminalProgress terminal;
    printCalibration(options, named,
                     calibrate(*named.posterior, options.trials, options.samples, options.seed,
                               defaultThreads(), terminal.progress()));
    return 0;
}

} // namespace

void addCalibrate(CLI::App &app, Request &request) {
    auto options = std::make_shared<CalibrateOptions>();
    CLI::App *command = app.add_subcommand("calibrate", "Does a saved model hold what it promises?");
    command->add_option("--load", options->model, "What infer --save wrote")->required();
    command->add_option("--simulator", options->simulator, "That of the model, to be sure");
    command->add_option("--trials", options->trials, "Draws of the prior to try it on (default 1000)")
        ->check(CLI::Range(10, 10'000'000));
    command->add_option("--samples", options->samples, "Draws of the posterior a trial (default 200)")
        ->check(CLI::Range(10, 1'000'000));
    command->add_option("--seed", options->seed, "Same seed, same trials (default 1)");
    command->add_flag("--json", options->asJson, "As JSON");
    command->callback([&request, options] { request.run = [options] { return runCalibrate(*options); }; });
}

} // namespace quincunx::cli
