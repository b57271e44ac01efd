#include "core/session/session.h"

#include <algorithm>
#include <array>

namespace quincunx {
namespace {

using nlohmann::json;

constexpr const char *sessionMagic = "quincunx-session";

/// migrations[v − 1] turns a document of version v into one of version v + 1. The present version is one
/// more than there are migrations.
const std::vector<void (*)(json &)> migrations = {
    // 2: the jet under the microscope, the sample it is compared with, columns of tables, the trees
    [](json &document) {
        document["jet"] = {{"index", 0}, {"settings", json::object()}, {"display", json::object()}};
        document["sample"] = json::array();
        document["columns"] = json::object();
        document["trees"] = {{"settings", json::object()}, {"display", json::object()}, {"table", ""}};
    },
    // 3: inference
    [](json &document) {
        document["inference"] = {
            {"settings", json::object()},
            {"estimator", json::object()},
            {"observation", {{"x", json::array()}, {"truth", json::array()}, {"count", 1}}},
            {"display", json::object()}};
    },
    // 4: flows
    [](json &document) {
        document["flow"] = {{"task", json::object()}, {"display", json::object()}};
    },
};
const int presentVersion = static_cast<int>(migrations.size()) + 1;

std::vector<int> indices(const json &list, const std::string &name) {
    auto result = list.get<std::vector<int>>();
    std::ranges::sort(result);
    const auto repeated = std::ranges::unique(result);
    result.erase(repeated.begin(), repeated.end());
    if (!result.empty() && result.front() < 0)
        throw Error("cannot open session '" + name + "'", "it selects a negative index",
                    "correct or delete the selection in it");
    return result;
}

Observation observationFrom(const json &document, const std::string &name) {
    Observation observation{document.at("x").get<std::vector<double>>(),
                            document.at("truth").get<std::vector<double>>(), document.at("count").get<int>()};
    if (observation.count < 1 || observation.count > mostObservations)
        throw Error("cannot open session '" + name + "'",
                    "it counts " + std::to_string(observation.count) + " observations",
                    "write 1 to " + std::to_string(mostObservations));
    return observation;
}

Session read(const json &document, const std::string &name) {
    Session session;
    session.files = document.at("files").get<std::vector<std::string>>();
    session.columns = document.at("columns").get<std::map<std::string, std::string>>();
    session.file = document.at("file").get<int>();
    session.event = document.at("event").get<std::int64_t>();
    session.filter = document.at("filter").get<std::string>();
    session.clustering = ClusteringSettings::table().fromJson(document.at("clustering"));
    session.cuts = CutSettings::table().fromJson(document.at("cuts"));
    session.display = DisplaySettings::table().fromJson(document.at("display"));
    session.selection.particles = indices(document.at("selection").at("particles"), name);
    session.selection.jets = indices(document.at("selection").at("jets"), name);
    const json &jet = document.at("jet");
    session.jet = jet.at("index").get<int>();
    session.jetSettings = JetSettings::table().fromJson(jet.at("settings"));
    session.jetDisplay = JetDisplay::table().fromJson(jet.at("display"));
    session.sample = sampleFromJson(document.at("sample"));
    const json &trees = document.at("trees");
    session.trees = TreesSettings::table().fromJson(trees.at("settings"));
    session.treesDisplay = TreesDisplay::table().fromJson(trees.at("display"));
    session.treesTable = trees.at("table").get<std::string>();
    const json &inference = document.at("inference");
    session.inference = InferenceSettings::table().fromJson(inference.at("settings"));
    session.estimator = EstimatorSettings::table().fromJson(inference.at("estimator"));
    session.observation = observationFrom(inference.at("observation"), name);
    session.inferenceDisplay = InferenceDisplay::table().fromJson(inference.at("display"));
    session.flow = flowTaskFromJson(document.at("flow").at("task"));
    session.flowDisplay = FlowDisplay::table().fromJson(document.at("flow").at("display"));
    session.viewpoints = document.at("viewpoints");
    if (session.file < -1 || session.file >= static_cast<int>(session.files.size()) || session.event < 0 ||
        session.jet < 0 || !session.viewpoints.is_object())
        throw Error("cannot open session '" + name + "'", "it names a file, event or jet that cannot be",
                    "open the event files themselves");
    return session;
}

} // namespace

nlohmann::ordered_json toJson(const Session &session) {
    return {{"format", sessionMagic},
            {"version", presentVersion},
            {"files", session.files},
            {"columns", session.columns},
            {"file", session.file},
            {"event", session.event},
            {"filter", session.filter},
            {"clustering", ClusteringSettings::table().toJson(session.clustering)},
            {"cuts", CutSettings::table().toJson(session.cuts)},
            {"display", DisplaySettings::table().toJson(session.display)},
            {"selection", {{"particles", session.selection.particles}, {"jets", session.selection.jets}}},
            {"jet",
             {{"index", session.jet},
              {"settings", JetSettings::table().toJson(session.jetSettings)},
              {"display", JetDisplay::table().toJson(session.jetDisplay)}}},
            {"sample", toJson(session.sample)},
            {"trees",
             {{"settings", TreesSettings::table().toJson(session.trees)},
              {"display", TreesDisplay::table().toJson(session.treesDisplay)},
              {"table", session.treesTable}}},
            {"inference",
             {{"settings", InferenceSettings::table().toJson(session.inference)},
              {"estimator", EstimatorSettings::table().toJson(session.estimator)},
              {"observation",
               {{"x", session.observation.x},
                {"truth", session.observation.truth},
                {"count", session.observation.count}}},
              {"display", InferenceDisplay::table().toJson(session.inferenceDisplay)}}},
            {"flow",
             {{"task", toJson(session.flow)}, {"display", FlowDisplay::table().toJson(session.flowDisplay)}}},
            {"viewpoints", session.viewpoints}};
}

Session sessionFromJson(const std::string &text, const std::string &name) {
    try {
        json document = json::parse(text);
        if (!document.is_object() || document.value("format", "") != sessionMagic)
            throw Error("cannot open session '" + name + "'", "it is not a Quincunx session",
                        "open it as an event file instead");
        const int version = document.at("version").get<int>();
        if (version < 1 || version > presentVersion)
            throw Error("cannot open session '" + name + "'",
                        "it has version " + std::to_string(version) + ", this program reads up to " +
                            std::to_string(presentVersion),
                        "open it with a newer Quincunx");
        for (auto step = static_cast<std::size_t>(version - 1); step < migrations.size(); ++step)
            migrations[step](document);
        return read(document, name);
    } catch (const json::exception &problem) {
        throw Error("cannot open session '" + name + "'", problem.what(),
                    "the file is damaged; use an older copy");
    }
}

bool looksLikeSession(const std::string &head) {
    return head.find(sessionMagic) != std::string::npos &&
           head.find_first_not_of(" \t\r\n") == head.find('{');
}

} // namespace quincunx
