#pragma once

#include "core/base/registry.h"
#include "core/manifold_flow/training.h"

#include <filesystem>

namespace quincunx {

/// A way to build a flow, by name.
struct FlowKind : Description {
    ManifoldFlowSettings::Family family;
    CircleMap circle;
    bool onTori, onSpheres;

    bool livesOn(const Manifold &manifold) const { return manifold.isSphere() ? onSpheres : onTori; }
};

/// `mobius`, `spline`, `ncp`, `recursive`, `expmap`, `polynomial`.
const Registry<FlowKind> &flowKinds();

/// What is to be learned, by what, and how.
struct FlowTask {
    std::string manifold = "s2", target = "mixture4", flow = "mobius";
    TargetSettings targetSettings;
    ManifoldFlowSettings flowSettings; ///< family and circle follow from `flow`
    FlowTrainingSettings training;

    static const SettingsTable<FlowTask> &table(); ///< of the three names
    bool operator==(const FlowTask &) const = default;
};

/// The task with a target and a flow that live on its manifold: the first that do, where they do not.
FlowTask fitted(FlowTask task);

/// The task with the numbers of flow and training that have been found to serve its manifold and target well;
/// an arm that is too short to reach its place gets longer links.
FlowTask recommended(FlowTask task);

nlohmann::json toJson(const FlowTask &task);
/// Fields that are not named keep their defaults. \throws Error for unknown names and values out of range.
FlowTask flowTaskFromJson(const nlohmann::json &json);

/// \throws Error for unknown names, or if manifold, target and flow do not fit each other.
std::shared_ptr<const Target> targetOf(const FlowTask &task);
std::shared_ptr<const ManifoldFlow> flowOf(const FlowTask &task);

/// A task and how far it has got.
struct FlowModel {
    FlowTask task;
    FlowState state;
};

/// One JSON document: {"format": "quincunx flow", "version": 1, ...}. \throws Error if it cannot be written.
void saveFlowModel(const std::filesystem::path &path, const FlowModel &model);
/// \throws Error for a file that is cut short, of a newer version, or of another kind, and if its parameters
/// are not those of its flow.
FlowModel loadFlowModel(const std::filesystem::path &path);

} // namespace quincunx
