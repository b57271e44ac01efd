#include "core/manifold_flow/flow_model.h"

#include "core/base/error.h"
#include "core/io/export/write.h"

#include <cmath>
#include <fstream>

namespace quincunx {
namespace {

constexpr const char *flowFormat = "quincunx flow";
constexpr int flowVersion = 1;

std::vector<double> finiteNumbers(const nlohmann::json &state, const char *name, std::size_t count) {
    std::vector<double> all = state.at(name).get<std::vector<double>>();
    if (all.size() != count || !std::ranges::all_of(all, [](double value) { return std::isfinite(value); }))
        throw Error("cannot read the flow's '" + std::string(name) + "'",
                    "they should be " + std::to_string(count) + " finite numbers, and there are " +
                        std::to_string(all.size()),
                    "save the model anew");
    return all;
}

} // namespace

const Registry<FlowKind> &flowKinds() {
    using Family = ManifoldFlowSettings::Family;
    static const Registry<FlowKind> registry = [] {
        constexpr const char *rezende = "Rezende et al., Normalizing flows on tori and spheres, ICML 2020";
        Registry<FlowKind> all("flow");
        all.add({{"mobius", "Möbius", "Mixtures of Möbius maps of each circle, heights by splines", rezende},
                 Family::Conditional,
                 CircleMap::Moebius,
                 true,
                 true});
        all.add(
            {{"spline", "Circular splines", "Rational-quadratic splines of each circle and height", rezende},
             Family::Conditional,
             CircleMap::Spline,
             true,
             true});
        all.add({{"ncp", "Non-compact projections",
                  "Mixtures of projections of each circle, heights by splines", rezende},
                 Family::Conditional,
                 CircleMap::Ncp,
                 true,
                 true});
        all.add({{"recursive", "Recursive",
                  "The sphere peeled height by height, the last circle by Möbius maps", rezende},
                 Family::Conditional,
                 CircleMap::Moebius,
                 false,
                 true});
        all.add({{"expmap", "Exponential map, radial", "Points follow the gradient of a sum of bumps",
                  "Sei, J. Jpn. Stat. Soc. 43 (2013) 1"},
                 Family::Radial,
                 CircleMap::Moebius,
                 false,
                 true});
        all.add({{"polynomial", "Exponential map, polynomial", "Points follow the gradient of a quadratic",
                  rezende},
                 Family::Polynomial,
                 CircleMap::Moebius,
                 false,
                 true});
        return all;
    }();
    return registry;
}

const SettingsTable<FlowTask> &FlowTask::table() {
    static const auto table = [] {
        Setting manifold{
            .name = "manifold",
            .label = "Manifold",
            .help = "Where points live: tori of angles, spheres in the space around",
            .choices = {"t2", "t3", "t4", "t5", "t6", "s2", "s3"},
            .titles = {"Torus T²", "Torus T³", "Torus T⁴", "Torus T⁵", "Torus T⁶", "Sphere S²", "Sphere S³"}};
        Setting target{.name = "target", .label = "Target", .help = "The density that is learned"};
        Setting flow{.name = "flow", .label = "Flow", .help = "How the flow is built"};
        for (const TargetKind &kind : targets().entries()) {
            target.choices.push_back(kind.name);
            target.titles.push_back(kind.title);
        }
        for (const FlowKind &kind : flowKinds().entries()) {
            flow.choices.push_back(kind.name);
            flow.titles.push_back(kind.title);
        }
        return SettingsTable<FlowTask>()
            .add(&FlowTask::manifold, manifold)
            .add(&FlowTask::target, target)
            .add(&FlowTask::flow, flow);
    }();
    return table;
}

FlowTask fitted(FlowTask task) {
    const Manifold manifold = Manifold::named(task.manifold);
    if (!targets().at(task.target).livesOn(manifold))
        task.target = std::ranges::find_if(targets().entries(), [&](const TargetKind &kind) {
                          return kind.livesOn(manifold);
                      })->name;
    if (!flowKinds().at(task.flow).livesOn(manifold))
        task.flow = flowKinds().entries().front().name;
    if (!task.targetSettings.painting.empty() &&
        task.targetSettings.painting.front().at.size() != static_cast<std::size_t>(manifold.ambient()))
        task.targetSettings.painting.clear();
    return task;
}

FlowTask recommended(FlowTask task) {
    task.flowSettings = {};
    task.training = {};
    if (task.target == "robot_arm") {
        task.flowSettings = {.layers = 2, .components = 8, .hidden = 64, .summed = true};
        task.training = {.steps = 4000, .learningRate = 3e-3, .annealed = 0.6};
        TargetSettings &arm = task.targetSettings;
        const double joints = Manifold::named(task.manifold).dimension();
        if (arm.shape.empty() && joints * arm.link < std::hypot(arm.tipX, arm.tipY))
            arm.link = 1.2 / joints; // as long as the arm of six links
    } else if (task.target == "samples") {
        task.flowSettings = {.layers = 3, .components = 12};
        task.training = {.steps = 3000, .batch = 128, .learningRate = 3e-3};
    } else if (!Manifold::named(task.manifold).isSphere()) {
        const bool sharp = task.targetSettings.concentration > 3 || task.target == "painted";
        task.flowSettings = {
            .layers = sharp ? 2 : 1, .components = sharp ? 24 : 4, .hidden = sharp ? 64 : 32};
        if (sharp) // modes far apart: without weights their shares are wrong
            task.training = {.steps = 4000, .learningRate = 3e-3, .annealed = 0.25, .weighted = 0.75};
    } else if (task.target == "mixture4" && task.manifold == "s2") {
        task.training.steps = 10'000;
    }
    return task;
}

nlohmann::json toJson(const FlowTask &task) {
    return {{"manifold", task.manifold},
            {"target", task.target},
            {"flow", task.flow},
            {"target_settings", toJson(task.targetSettings)},
            {"flow_settings", ManifoldFlowSettings::table().toJson(task.flowSettings)},
            {"training", FlowTrainingSettings::table().toJson(task.training)}};
}

FlowTask flowTaskFromJson(const nlohmann::json &json) {
    FlowTask task;
    task.manifold = json.value("manifold", task.manifold);
    task.target = json.value("target", task.target);
    task.flow = json.value("flow", task.flow);
    const nlohmann::json none = nlohmann::json::object();
    task.targetSettings = targetSettingsFromJson(json.value("target_settings", none));
    task.flowSettings = ManifoldFlowSettings::table().fromJson(json.value("flow_settings", none));
    task.training = FlowTrainingSettings::table().fromJson(json.value("training", none));
    return task;
}

std::shared_ptr<const Target> targetOf(const FlowTask &task) {
    return targetNamed(task.target, Manifold::named(task.manifold), task.targetSettings);
}

std::shared_ptr<const ManifoldFlow> flowOf(const FlowTask &task) {
    const FlowKind &kind = flowKinds().at(task.flow);
    const Manifold manifold = Manifold::named(task.manifold);
    if (!kind.livesOn(manifold))
        throw Error("there is no flow '" + task.flow + "' on " + task.manifold,
                    manifold.isSphere() ? "it is made for tori" : "it is made for spheres",
                    "choose mobius, spline or ncp");
    ManifoldFlowSettings settings = task.flowSettings;
    settings.family = kind.family;
    settings.circle = kind.circle;
    return std::make_shared<const ManifoldFlow>(manifold, settings);
}

void saveFlowModel(const std::filesystem::path &path, const FlowModel &model) {
    const FlowState &state = model.state;
    nlohmann::json json{{"format", flowFormat}, {"version", flowVersion}, {"task", toJson(model.task)}};
    json["state"] = {{"parameters", state.parameters}, {"weights", state.weights},
                     {"average", state.average},       {"first_moment", state.first},
                     {"second_moment", state.second},  {"step", state.step},
                     {"skipped", state.skipped}};
    if (std::isfinite(state.bestLoss))
        json["state"]["best_loss"] = state.bestLoss;
    writeFile(path, json.dump());
}

FlowModel loadFlowModel(const std::filesystem::path &path) {
    const std::string problem = "cannot read the flow " + path.string();
    std::ifstream file(path);
    if (!file)
        throw Error(problem, "the file cannot be opened", "check its name and its permissions");
    const nlohmann::json json = nlohmann::json::parse(file, nullptr, false);
    if (json.is_discarded())
        throw Error(problem, "it is not JSON, or cut short", "save the model anew");
    if (!json.is_object() || json.value("format", "") != flowFormat)
        throw Error(problem, "it is not a flow of Quincunx", "give a file that flow train --save wrote");
    try {
        if (json.at("version").get<int>() > flowVersion)
            throw Error(problem, "it was saved by a newer version", "update Quincunx");
        FlowModel model{flowTaskFromJson(json.at("task")), {}};
        const std::size_t count = flowOf(model.task)->parameterCount();
        targetOf(model.task);
        const nlohmann::json &state = json.at("state");
        model.state.parameters = finiteNumbers(state, "parameters", count);
        model.state.weights = finiteNumbers(state, "weights", count);
        model.state.average = finiteNumbers(state, "average", count);
        model.state.first = finiteNumbers(state, "first_moment", count);
        model.state.second = finiteNumbers(state, "second_moment", count);
        model.state.step = state.at("step");
        model.state.skipped = state.at("skipped");
        model.state.bestLoss = state.value("best_loss", model.state.bestLoss);
        return model;
    } catch (const nlohmann::json::exception &failure) {
        throw Error(problem, failure.what(), "save the model anew");
    }
}

} // namespace quincunx
