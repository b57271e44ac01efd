#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/cli/settings_options.h"
#include "core/base/parallel.h"
#include "core/inference/misspecification.h"
#include "core/inference/named_simulator.h"
#include "core/inference/observation.h"
#include "core/inference/posterior_file.h"
#include "core/io/export/write.h"

#include <iostream>

namespace quincunx::cli {
namespace {

struct InferOptions {
    std::string simulator, estimator = "abc", observation, out, load, save;
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

/// A posterior, and the simulations that it was made from if there are any.
struct MadePosterior {
    NamedPosterior named;
    std::shared_ptr<const Simulations> simulations;
};

/// Makes the posterior anew; `more` gets what is to be told of it.
MadePosterior makePosterior(const InferOptions &options, const Progress &progress, nlohmann::json &more) {
    const std::shared_ptr<const Simulator> simulator = simulatorNamed(options.simulator);
    const EstimatorKind &kind = estimators().at(options.estimator);
    if (const std::string why = kind.refuses(*simulator); !why.empty())
        throw Error("cannot use estimator '" + options.estimator + "' for " + options.simulator, why,
                    "choose another estimator");
    nlohmann::json settings{{"kept", options.samples}};
    settings.update(options.settings);
    EstimatorInput input{simulator, nullptr, EstimatorSettings::table().fromJson(settings), options.seed,
                         defaultThreads()};
    input.simulations =
        simulationsFor({&kind}, *simulator, options.simulations, options.seed, input.threads, progress);
    if (input.simulations) {
        more["simulations"] = options.simulations;
        if (!kind.mines)
            more["unusable"] = input.simulations->unusable;
    }
    TrainingWatch watch{.progress = progress};
    watch.epoch = [&more](const LossCurve &curve) {
        more["epochs"] = curve.validation.size();
        more["loss"] = number(curve.validation[curve.best]);
    };
    return {{options.simulator, options.estimator, kind.make(input, watch)}, input.simulations};
}

/// Tells if the observation is unlike the simulations: those at hand, or some made for it unless every one
/// starts a program.
void judge(const MadePosterior &made, const Draws &x, std::uint64_t seed, const Progress &progress,
           nlohmann::json &more) {
    constexpr Eigen::Index most = 3000;
    const Simulator &simulator = made.named.posterior->simulator();
    Draws like;
    if (made.simulations && made.simulations->x.cols() > 0)
        like = made.simulations->x.topRows(std::min(most, made.simulations->x.rows()));
    else if (simulator.processes() == 0)
        like = simulatePrior(simulator, most, seed, defaultThreads(), progress).x;
    if (like.array().isFinite().rowwise().all().count() < PriorPredictiveTest::fewest)
        return;
    const PriorPredictiveTest test(like, progress);
    const double p = test.pValue(rowOf(x, 0));
    more["misspecification_p"] = number(p);
    if (p < misspecifiedBelow)
        std::cerr << "warning: " << misspecificationMessage(p, test.simulations()) << '\n';
}

int runInfer(InferOptions options) {
    const TerminalProgress terminal;
    const std::vector<double> numbers = readObservation(options.observation);
    if (options.load.empty()) // what cannot be used is told before anything is trained
        checkObservation(*simulatorNamed(options.simulator), numbers);
    nlohmann::json more = nlohmann::json::object();
    const MadePosterior made = options.load.empty() ? makePosterior(options, terminal.progress(), more)
                                                    : MadePosterior{loadPosterior(options.load), nullptr};
    const NamedPosterior &named = made.named;
    options.simulator = named.simulator;
    options.estimator = named.estimator;
    if (!options.save.empty())
        savePosterior(options.save, named);
    const Draws x = Eigen::Map<const Draws>(numbers.data(), 1, static_cast<Eigen::Index>(numbers.size()));
    const Draws theta =
        named.posterior->sample(x, options.samples, options.seed, defaultThreads(), terminal.progress());
    judge(made, x, options.seed, terminal.progress(), more);
    const Simulator &simulator = named.posterior->simulator();
    writeMatrices(options.out, {{"theta", simulator.parameters(), theta}});
    printInference(options, simulator, theta, more);
    return 0;
}

} // namespace

void addInfer(CLI::App &app, Request &request) {
    auto options = std::make_shared<InferOptions>();
    CLI::App *command =
        app.add_subcommand("infer", "Samples of a simulator's parameters given an observation");
    CLI::Option_group *source = command->add_option_group("source", "Where the posterior comes from");
    source->add_option("--simulator", options->simulator, simulatorHelp);
    source->add_option("--load", options->load, "A MODEL that --save wrote");
    source->require_option(1);
    command->add_option("--save", options->save, "MODEL.json to keep in what was learned");
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
