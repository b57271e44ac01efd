#include "core/inference/posterior_file.h"

#include "core/inference/named_simulator.h"
#include "core/io/export/write.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace quincunx {
namespace {

constexpr const char *modelFormat = "quincunx posterior";
/// 2: models of flows name the softness of their coordinates. 3: sets are seen as old_embedding.h says.
constexpr int modelVersion = 3;

} // namespace

void savePosterior(const std::filesystem::path &path, const NamedPosterior &named) {
    const nlohmann::json model = named.posterior->toJson();
    if (model.is_null())
        throw Error("cannot save '" + named.estimator + "'",
                    "it learns nothing that serves another observation",
                    "save the samples instead, or choose npe or nle");
    writeFile(path, nlohmann::json{{"format", modelFormat},
                                   {"version", modelVersion},
                                   {"simulator", named.simulator},
                                   {"estimator", named.estimator},
                                   {"model", model}}
                        .dump());
}

NamedPosterior loadPosterior(const std::filesystem::path &path) {
    const std::string problem = "cannot read the model " + path.string();
    std::ifstream file(path);
    if (!file)
        throw Error(problem, "the file cannot be opened", "check its name and its permissions");
    nlohmann::json json;
    try {
        json = nlohmann::json::parse(file);
    } catch (const nlohmann::json::exception &) {
        throw Error(problem, "it is not JSON, or cut short", "save the model anew");
    }
    if (!json.is_object() || json.value("format", "") != modelFormat)
        throw Error(problem, "it is not a model of Quincunx", "give a file that infer --save wrote");
    try {
        if (json.at("version").get<int>() > modelVersion)
            throw Error(problem, "it was saved by a newer version", "update Quincunx");
        NamedPosterior named{json.at("simulator"), json.at("estimator"), nullptr};
        const EstimatorKind &kind = estimators().at(named.estimator);
        if (!kind.load)
            throw Error(problem, "'" + named.estimator + "' cannot be saved", "train it anew");
        const auto simulator = simulatorNamed(named.simulator);
        named.posterior = kind.load(simulator, json.at("model"));
        return named;
    } catch (const nlohmann::json::exception &failure) {
        throw Error(problem, failure.what(), "save the model anew");
    }
}

} // namespace quincunx
