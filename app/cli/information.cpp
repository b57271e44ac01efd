#include "core/inference/information.h"
#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/base/parallel.h"
#include "core/inference/named_simulator.h"

#include <iostream>

namespace quincunx::cli {
namespace {

struct InformationOptions {
    std::string simulator;
    std::vector<double> theta;
    std::size_t simulations = 10'000;
    std::uint64_t seed = 1;
    bool asJson = false;
};

nlohmann::json rowsOf(const Eigen::MatrixXd &matrix) {
    nlohmann::json rows = nlohmann::json::array();
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
        rows.push_back(nlohmann::json::array());
        for (double value : matrix.row(i))
            rows.back().push_back(number(value));
    }
    return rows;
}

nlohmann::json described(const Information &one) {
    nlohmann::json deviations = nlohmann::json::array();
    for (double deviation : one.leastDeviations())
        deviations.push_back(number(deviation));
    return {{"matrix", rowsOf(one.matrix)},
            {"standard_error", rowsOf(one.standardError)},
            {"least_deviations", deviations}};
}

int runInformation(const InformationOptions &options) {
    const TerminalProgress terminal;
    const auto simulator = simulatorNamed(options.simulator);
    nlohmann::json result{{"simulator", options.simulator},
                          {"theta", options.theta},
                          {"parameters", simulator->parameters()},
                          {"simulations", options.simulations}};
    auto mean = [&](auto function) {
        return described(function(*simulator, options.theta, options.simulations, options.seed,
                                  defaultThreads(), terminal.progress()));
    };
    if (const auto exact = summedInformation(options.simulator, options.theta))
        result["sum"] = described(*exact);
    if (simulator->hasLikelihood())
        result["likelihood"] = mean(likelihoodInformation);
    if (simulator->canMine())
        result["joint"] = mean(jointInformation);
    if (!simulator->hasLikelihood() && !simulator->canMine())
        throw Error("cannot tell the information of " + options.simulator,
                    "neither its likelihood nor its hidden steps are known", "choose another simulator");
    if (options.asJson) {
        std::cout << result.dump() << '\n';
        return 0;
    }
    for (const auto &[key, title] :
         {std::pair{"sum", "in x, summed over all data"}, std::pair{"likelihood", "in x, by its likelihood"},
          std::pair{"joint", "in x and the hidden steps, more than x has"}})
        if (result.contains(key))
            std::cout << title << ": " << result[key]["matrix"].dump() << " ± "
                      << result[key]["standard_error"].dump() << "; least deviations "
                      << result[key]["least_deviations"].dump() << '\n';
    return 0;
}

} // namespace

void addInformation(CLI::App &app, Request &request) {
    auto options = std::make_shared<InformationOptions>();
    CLI::App *command =
        app.add_subcommand("information", "How much one observation can tell of the parameters (Fisher)");
    command->add_option("--simulator", options->simulator, simulatorHelp)->required();
    command->add_option("--at", options->theta, "The parameters, as 0.3,-0.2")->required()->delimiter(',');
    command->add_option("--simulations", options->simulations, "To average over (default 10000)")
        ->check(CLI::Range(10, 100'000'000));
    command->add_option("--seed", options->seed, "Same seed, same numbers (default 1)");
    command->add_flag("--json", options->asJson, "As JSON");
    command->callback([&request, options] { request.run = [options] { return runInformation(*options); }; });
}

} // namespace quincunx::cli
