#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/base/parallel.h"
#include "core/inference/confidence_set.h"
#include "core/inference/named_simulator.h"
#include "core/inference/observation.h"
#include "core/inference/posterior_file.h"
#include "core/io/export/write.h"

#include <iostream>

namespace quincunx::cli {
namespace {

struct ConfidenceOptions {
    std::string model, simulator, statistic, observation, out;
    double level = 0.9;
    std::size_t simulations = 50'000, trials = 1000, samples = 300, points = 0;
    std::uint64_t seed = 1;
    bool asJson = false;
};

/// What the statistic is made of; without a model, of the truth.
NamedPosterior sourceOf(ConfidenceOptions &options) {
    if (!options.model.empty()) {
        NamedPosterior named = loadPosterior(options.model);
        if (options.statistic.empty())
            options.statistic = named.posterior->takesMany() ? "likelihood" : "waldo";
        return named;
    }
    const auto simulator = simulatorNamed(options.simulator);
    if (options.statistic.empty())
        options.statistic = simulator->hasLikelihood() ? "likelihood" : "waldo";
    const EstimatorKind &kind = estimators().at(options.statistic == "likelihood" ? "mcmc" : "exact");
    if (const std::string why = kind.refuses(*simulator); !why.empty())
        throw Error("cannot test parameters of " + options.simulator, why,
                    "give a model that infer --save wrote as --load, or another --statistic");
    return {options.simulator, kind.name, kind.make({simulator, nullptr, {}, options.seed, 1}, {})};
}

std::shared_ptr<const TestStatistic> statisticOf(const ConfidenceOptions &options,
                                                 const NamedPosterior &named) {
    if (options.statistic == "waldo")
        return makeWaldo(named.posterior, options.samples, options.seed);
    auto likelihood = std::dynamic_pointer_cast<const LikelihoodPosterior>(named.posterior);
    if (!likelihood)
        throw Error("cannot take the ratio of likelihoods of this model",
                    "'" + named.estimator + "' learns a posterior", "choose --statistic waldo");
    return makeLikelihoodRatio(std::move(likelihood));
}

std::size_t pointsOf(const ConfidenceOptions &options, std::size_t parameters) {
    if (options.points > 0)
        return options.points;
    const double hundred = std::pow(100.5, 1 / static_cast<double>(parameters)); // points in all, at most
    return std::clamp<std::size_t>(static_cast<std::size_t>(hundred), 2, 11);
}

void printSets(const ConfidenceOptions &options, const NamedPosterior &named,
               const std::vector<NamedMatrix> &columns) {
    const Simulator &simulator = named.posterior->simulator();
    const Draws &theta = columns[0].values;
    nlohmann::json result{{"simulator", named.simulator},   {"estimator", named.estimator},
                          {"statistic", options.statistic}, {"level", options.level},
                          {"trials", options.trials},       {"points", nlohmann::json::array()}};
    for (Eigen::Index i = 0; i < theta.rows(); ++i) {
        nlohmann::json point{{"theta", std::vector<double>(theta.row(i).begin(), theta.row(i).end())}};
        for (std::size_t k = 1; k < columns.size(); ++k)
            point[columns[k].name] = columns[k].name == "accepted" ? nlohmann::json(columns[k].values(i) > 0)
                                                                   : number(columns[k].values(i));
        result["points"].push_back(std::move(point));
    }
    for (const NamedMatrix &column : columns)
        if (column.name == "coverage") {
            result["coverage"] = {{"least", number(column.values.minCoeff())},
                                  {"mean", number(column.values.mean())},
                                  {"most", number(column.values.maxCoeff())}};
        } else if (column.name == "accepted") {
            nlohmann::json parameters = nlohmann::json::array();
            for (Eigen::Index k = 0; k < theta.cols(); ++k) {
                const auto inside = column.values.col(0).array() > 0;
                parameters.push_back(
                    {{"name", simulator.parameters()[static_cast<std::size_t>(k)]},
                     {"low", number(inside.select(theta.col(k).array(), double(INFINITY)).minCoeff())},
                     {"high", number(inside.select(theta.col(k).array(), -double(INFINITY)).maxCoeff())}});
            }
            result["set"] = {{"share", column.values.mean()}, {"parameters", std::move(parameters)}};
        }
    if (options.asJson) {
        std::cout << result.dump() << '\n';
        return;
    }
    const double percent = 100 * options.level;
    if (result.contains("coverage"))
        std::cout << percent << "% sets hold the truth in " << 100 * result["coverage"]["least"].get<double>()
                  << "% to " << 100 * result["coverage"]["most"].get<double>() << "% of trials over "
                  << theta.rows() << " points\n";
    if (!result.contains("set"))
        return;
    if (result["set"]["share"] == 0)
        std::cout << "no point of the grid is in the " << percent << "% set\n";
    else
        for (const nlohmann::json &parameter : result["set"]["parameters"])
            std::cout << parameter["name"].get<std::string>() << " from " << parameter["low"].get<double>()
                      << " to " << parameter["high"].get<double>() << " (" << percent << "% set)\n";
}

int runConfidence(ConfidenceOptions options) {
    const TerminalProgress terminal;
    const NamedPosterior named = sourceOf(options);
    const Simulator &simulator = named.posterior->simulator();
    std::vector<double> x;
    if (!options.observation.empty()) {
        x = readObservation(options.observation);
        checkObservation(simulator, x);
    }
    const Draws theta = parameterGrid(simulator.prior(), pointsOf(options, simulator.prior().size()));
    const int threads = defaultThreads();
    const ConfidenceSets sets({named.posterior, &simulator}, statisticOf(options, named), options.level,
                              options.simulations, options.seed, threads, terminal.progress());
    std::vector<NamedMatrix> columns{{"theta", simulator.parameters(), theta},
                                     {"critical", {"critical"}, sets.criticalValues(theta)}};
    if (options.trials > 0)
        columns.push_back(
            {"coverage",
             {"coverage"},
             coverageAt(sets, theta, options.trials, options.seed + 1, threads, terminal.progress())});
    if (!x.empty()) {
        const Eigen::VectorXd statistic = sets.statistic()(x, theta);
        columns.push_back({"statistic", {"statistic"}, statistic});
        columns.push_back({"accepted",
                           {"accepted"},
                           (statistic.array() <= columns[1].values.col(0).array()).cast<double>()});
    }
    if (!options.out.empty())
        writeMatrices(options.out, columns);
    printSets(options, named, columns);
    return 0;
}

} // namespace

void addConfidence(CLI::App &app, Request &request) {
    auto options = std::make_shared<ConfidenceOptions>();
    CLI::App *command = app.add_subcommand(
        "confidence", "Sets of parameters that hold the truth as often as promised, whatever it is");
    CLI::Option_group *source = command->add_option_group("source", "What parameters are tested by");
    source->add_option("--simulator", options->simulator, "The likelihood or posterior that it knows");
    source->add_option("--load", options->model, "A MODEL that infer --save wrote");
    source->require_option(1);
    command
        ->add_option("--statistic", options->statistic,
                     "Ratio of likelihoods, or Waldo's distance from the posterior (default: likelihood if "
                     "there is one)")
        ->check(CLI::IsMember({"likelihood", "waldo"}));
    command->add_option("--level", options->level, "How often a set holds the truth (default 0.9)")
        ->check(CLI::Range(0.01, 0.999));
    command->add_option("--simulations", options->simulations, "To learn critical values (default 50000)")
        ->check(CLI::Range(100, 100'000'000));
    command->add_option("--trials", options->trials, "At each point of the grid; 0: none (default 1000)")
        ->check(CLI::Range(0, 10'000'000));
    command->add_option("--samples", options->samples, "Of the posterior, for Waldo (default 300)")
        ->check(CLI::Range(10, 1'000'000));
    command->add_option("--grid", options->points, "Points along each parameter (default: some 100 in all)")
        ->check(CLI::Range(2, 1'000'000));
    command->add_option("--observation", options->observation, "FILE.csv with one row of numbers");
    command->add_option("--out", options->out, "POINTS.csv, .npz or .json");
    command->add_option("--seed", options->seed, "Same seed, same sets (default 1)");
    command->add_flag("--json", options->asJson, "As JSON");
    command->callback([&request, options] { request.run = [options] { return runConfidence(*options); }; });
}

} // namespace quincunx::cli
