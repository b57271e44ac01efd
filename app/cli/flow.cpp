#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/cli/settings_options.h"
#include "core/base/parallel.h"
#include "core/io/export/write.h"
#include "core/manifold_flow/evaluation.h"
#include "core/manifold_flow/flow_laws.h"
#include "core/manifold_flow/flow_model.h"
#include "core/manifold_flow/objective.h"
#include "core/manifolds/painting.h"
#include "views/flow/painted_image.h"

#include <chrono>
#include <fstream>
#include <iostream>

namespace quincunx::cli {
namespace {

struct FlowOptions {
    FlowTask task;
    nlohmann::json target = nlohmann::json::object(), flow = nlohmann::json::object(),
                   training = nlohmann::json::object(); ///< those the user wrote
    std::string model, out, samples, painting, shape;
    std::size_t draws = 50'000;
    int seed = 1;
    int grid = 0; ///< nodes; 0: as many as the density takes
    bool resume = false, asJson = false;
};

void print(const nlohmann::json &result, bool asJson) {
    if (asJson) {
        std::cout << result.dump() << '\n';
        return;
    }
    for (const auto &[name, value] : result.items())
        std::cout << name << " = " << (value.is_string() ? value.get<std::string>() : value.dump()) << '\n';
}

nlohmann::json jsonOf(const std::string &path) {
    std::ifstream file(path);
    const nlohmann::json document = nlohmann::json::parse(file, nullptr, false);
    if (!file || document.is_discarded())
        throw Error("cannot read '" + path + "'", file ? "it is no JSON document" : "it cannot be opened",
                    "check its name, or write it anew");
    return document;
}

/// The target's numbers, and what is drawn or in files.
TargetSettings targetSettings(const FlowOptions &options) {
    TargetSettings settings = TargetSettings::table().fromJson(options.target);
    if (!options.samples.empty()) // a model is also used from other folders
        settings.samples = std::filesystem::absolute(options.samples).string();
    if (options.painting.ends_with(".json"))
        settings.painting = dabsFromJson(jsonOf(options.painting));
    else if (!options.painting.empty())
        settings.painting =
            dabsOf(QImage(QString::fromStdString(options.painting)), Manifold::named(options.task.manifold));
    if (!options.shape.empty())
        settings.shape = targetSettingsFromJson({{"shape", jsonOf(options.shape)}}).shape;
    return settings;
}

/// What draws say of a model; a collapsed one is caught by the exact ln Z. Of samples: how probable those are
/// that it has not learned from.
nlohmann::json figuresOf(const FlowModel &model, const Target *target, std::size_t draws) {
    const auto flow = flowOf(model.task);
    if (target->samples()) {
        const auto objective = objectiveOf(*flow, *target, model.task.training.seed);
        return {{"samples", target->samples()->rows()},
                {"held_out_log_likelihood", number(-objective->judge(model.state.parameters).loss)},
                {"uniform_log_likelihood", -flow->manifold().logVolume()}};
    }
    const ImportanceFigures figures =
        importanceFigures(*flow, model.state.parameters, *target, draws, 12345, defaultThreads());
    nlohmann::json result{
        {"kl", number(figures.kl)}, {"ess", number(figures.ess)}, {"log_z", number(figures.logNormaliser)}};
    if (const auto exact = target->exactLogNormaliser()) {
        result["exact_log_z"] = *exact;
        if (*exact - figures.logNormaliser > 0.1)
            std::cerr << "quincunx: the flow misses " << 100 * (1 - std::exp(figures.logNormaliser - *exact))
                      << "% of the target (its ln Z is " << figures.logNormaliser << ", the exact one "
                      << *exact << "); train longer, or with --annealed 0.5\n";
    }
    return result;
}

int runTrain(FlowOptions options) {
    FlowModel model;
    if (options.resume) {
        model = loadFlowModel(options.model);
        model.task.training = FlowTrainingSettings::table().fromJson(options.training, model.task.training);
    } else {
        model.task = options.task;
        model.task.targetSettings = targetSettings(options);
        model.task = recommended(std::move(model.task));
        // What the user wrote comes before what is recommended.
        model.task.targetSettings =
            TargetSettings::table().fromJson(options.target, model.task.targetSettings);
        model.task.flowSettings =
            ManifoldFlowSettings::table().fromJson(options.flow, model.task.flowSettings);
        model.task.training = FlowTrainingSettings::table().fromJson(options.training, model.task.training);
    }
    const auto target = targetOf(model.task);
    const auto flow = flowOf(model.task);
    if (!options.resume)
        model.state = initialState(*flow, static_cast<std::uint64_t>(model.task.training.seed));
    const TerminalProgress terminal;
    const FlowWatch watch{.progress = terminal.progress()};
    const auto start = std::chrono::steady_clock::now();
    const int before = model.state.step;
    model.state = trainFlow(*flow, *target, model.task.training, std::move(model.state), watch);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    saveFlowModel(options.model, model);
    nlohmann::json result{{"manifold", model.task.manifold},
                          {"target", model.task.target},
                          {"flow", model.task.flow},
                          {"parameters", flow->parameterCount()},
                          {"steps", model.state.step},
                          {"skipped_steps", model.state.skipped},
                          {"seconds", seconds},
                          {"ms_per_step", 1e3 * seconds / std::max(1, model.state.step - before)}};
    result.update(figuresOf(model, target.get(), options.draws));
    print(result, options.asJson);
    return 0;
}

int finestGrid(const Manifold &manifold) {
    return manifold.dimension() <= 2 ? 2048 : manifold.dimension() == 3 ? 128 : 4;
}

int runEvaluate(const FlowOptions &options) {
    const FlowModel model = loadFlowModel(options.model);
    const auto flow = flowOf(model.task);
    const auto target = targetOf(model.task);
    nlohmann::json result = figuresOf(model, target.get(), options.draws);
    if (flow->manifold().dimension() <= 3) {
        const FlowGrid density =
            convergedFlowGrid(*flow, model.state.parameters, finestGrid(flow->manifold()), defaultThreads());
        result.update({{"integral", number(density.integral())}, {"nodes", density.nodes}});
        if (!target->samples()) {
            const QuadratureFigures exact = quadratureFigures(density, *target);
            result.update({{"quadrature_kl", number(exact.kl)},
                           {"quadrature_ess", number(exact.ess)},
                           {"quadrature_log_z", number(exact.logNormaliser)}});
        }
    }
    const FlowLaws laws = checkLaws(*flow, model.state.parameters, 500, 1);
    result.update({{"max_logdet_error", number(laws.logSlope)},
                   {"max_roundtrip_error", number(laws.roundTrip)},
                   {"max_density_disagreement", number(laws.bothWays)},
                   {"max_seam_jump", number(laws.seam)}});
    if (flow->manifold().isSphere())
        result["max_pole_spread"] = number(laws.pole);
    print(result, options.asJson);
    return 0;
}

std::vector<std::string> columnsOf(const Manifold &manifold) {
    std::vector<std::string> columns;
    for (int k = 1; k <= manifold.ambient(); ++k)
        columns.push_back((manifold.isSphere() ? "x" : "theta") + std::to_string(k));
    return columns;
}

int runSample(const FlowOptions &options) {
    const FlowModel model = loadFlowModel(options.model);
    const auto flow = flowOf(model.task);
    const FlowPoints drawn = sampleFlow(*flow, model.state.parameters, options.draws,
                                        static_cast<std::uint64_t>(options.seed), defaultThreads());
    writeMatrices(options.out, {{"points", columnsOf(flow->manifold()), drawn.points},
                                {"log_model", {}, drawn.logDensity}});
    return 0;
}

int runDensity(const FlowOptions &options) {
    const FlowModel model = loadFlowModel(options.model);
    const auto flow = flowOf(model.task);
    const auto target = targetOf(model.task);
    const FlowGrid density = options.grid > 0
                                 ? flowGrid(*flow, model.state.parameters, options.grid, defaultThreads())
                                 : convergedFlowGrid(*flow, model.state.parameters,
                                                     finestGrid(flow->manifold()), defaultThreads());
    const double missed = density.integral() - 1;
    if (std::abs(missed) > 1e-4)
        std::cerr << "quincunx: the grid of " << density.nodes << " nodes misses " << missed
                  << " of the density (its splines have narrow bins); take more nodes\n";
    const Quadrature &grid = density.grid;
    writeMatrices(options.out, {{"points", columnsOf(flow->manifold()), grid.points},
                                {"log_model", {}, density.logDensity},
                                {"log_target", {}, targetLogDensity(*target, grid.points)},
                                {"weights", {}, grid.weights}});
    return 0;
}

template <class Kind>
std::vector<std::string> namesOf(const Registry<Kind> &registry) {
    std::vector<std::string> names;
    for (const Kind &kind : registry.entries())
        names.push_back(kind.name);
    return names;
}

} // namespace

void addFlow(CLI::App &app, Request &request) {
    auto options = std::make_shared<FlowOptions>();
    CLI::App *flow = app.add_subcommand("flow", "Normalising flows on tori and spheres");
    flow->require_subcommand(1);

    CLI::App *train = flow->add_subcommand("train", "Teach a flow the density of a target");
    train->add_option("--manifold", options->task.manifold, "t2, s2, s3 ... (default s2)");
    train->add_option("--target", options->task.target, "quincunx list targets (default mixture4)")
        ->check(CLI::IsMember(namesOf(targets())));
    train->add_option("--flow", options->task.flow, "quincunx list flows (default mobius)")
        ->check(CLI::IsMember(namesOf(flowKinds())));
    addSettingsOptions(*train, TargetSettings::table().settings(), options->target);
    addSettingsOptions(*train, ManifoldFlowSettings::table().settings(), options->flow);
    addSettingsOptions(*train, FlowTrainingSettings::table().settings(), options->training);
    train->add_option("--samples", options->samples, "Table of points, for the target 'samples'");
    train->add_option("--painting", options->painting,
                      "Image, or .json of dabs [{\"at\": [...], \"width\": 0.2}, ...], for 'painted'");
    train->add_option("--shape", options->shape,
                      "FILE.json [[x, y], ...]: a curve for the tip of 'robot_arm'");
    train->add_option("--save", options->model, "MODEL.json to keep it in")->required();
    train->add_flag("--resume", options->resume, "Go on with the MODEL.json that --save names, to --steps");

    CLI::App *evaluate = flow->add_subcommand("evaluate", "KL, ESS, integral and laws of a trained flow");
    CLI::App *density = flow->add_subcommand("density", "Model and target on a grid of quadrature");
    CLI::App *sample = flow->add_subcommand("sample", "Draws of a trained flow");
    for (CLI::App *command : {evaluate, density, sample})
        command->add_option("MODEL", options->model, "A file that flow train --save wrote")->required();
    density
        ->add_option("--grid", options->grid,
                     "Nodes of each angle (default: until the density integrates to 1)")
        ->check(CLI::Range(4, 4096));
    density
        ->add_option("--out", options->out, "FILE.npz, .csv or .json: points, log_model, log_target, weights")
        ->required();
    sample->add_option("--out", options->out, "FILE.npz, .csv or .json: points, log_model")->required();
    sample->add_option("--seed", options->seed, "Same seed, same draws (default 1)");
    for (CLI::App *command : {train, evaluate, sample})
        command
            ->add_option("--draws", options->draws,
                         command == sample ? "How many (default 50000)"
                                           : "Draws that KL and ESS are measured with (default 50000)")
            ->check(CLI::Range(100, 100'000'000));
    for (CLI::App *command : {train, evaluate})
        command->add_flag("--json", options->asJson, "One JSON document on standard output");
    train->callback([&request, options] { request.run = [options] { return runTrain(*options); }; });
    evaluate->callback([&request, options] { request.run = [options] { return runEvaluate(*options); }; });
    sample->callback([&request, options] { request.run = [options] { return runSample(*options); }; });
    density->callback([&request, options] { request.run = [options] { return runDensity(*options); }; });
}

} // namespace quincunx::cli
