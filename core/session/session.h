#pragma once

#include "core/clustering/clustering.h"
#include "core/event/cuts.h"
#include "core/inference/estimator.h"
#include "core/manifold_flow/flow_model.h"
#include "core/session/display_settings.h"
#include "core/session/flow_display.h"
#include "core/session/inference_settings.h"
#include "core/session/jet_display.h"
#include "core/session/sample_choice.h"
#include "core/session/trees_settings.h"
#include "core/substructure/jet_settings.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace quincunx {

/// What is chosen, in all views at once: particles (indices into Event::particles, ascending, unique)
/// and jets (indices into Clustering::jets, ascending, unique). A chosen jet's constituents are chosen too.
struct Selection {
    std::vector<int> particles;
    std::vector<int> jets;

    bool empty() const { return particles.empty() && jets.empty(); }
    bool operator==(const Selection &) const = default;
};

/// Everything that is open, chosen and set: what a session file keeps, what undo goes back to, and what
/// the pictures are made from. A plain value.
struct Session {
    std::vector<std::string> files;             ///< absolute paths
    std::map<std::string, std::string> columns; ///< of tables with headers of their own: path → columnsFrom()
    int file = -1;                              ///< index of the one shown, −1 if none
    std::int64_t event = 0;                     ///< number of the event shown, from 0
    std::string filter;                         ///< expression of the event list: "n > 200 && sum_pt > 500"
    ClusteringSettings clustering;
    CutSettings cuts;
    DisplaySettings display;
    Selection selection;
    int jet =
        0; ///< index of the jet under the microscope: the one chosen last, the hardest after new clustering
    JetSettings jetSettings;
    JetDisplay jetDisplay;
    std::vector<SampleChoice> sample; ///< what the jet is compared with
    TreesSettings trees;
    TreesDisplay treesDisplay;
    std::string treesTable; ///< absolute path of a table of similarities; empty if none was chosen
    InferenceSettings inference;
    EstimatorSettings estimator;
    Observation observation;
    InferenceDisplay inferenceDisplay;
    FlowTask flow = recommended({});
    FlowDisplay flowDisplay;
    nlohmann::json viewpoints =
        nlohmann::json::object(); ///< view name → camera or zoom, as the view writes it

    bool operator==(const Session &) const = default;

    const std::string &path() const { return files.at(static_cast<std::size_t>(file)); }
    /// What openEvents() is to be told of the columns of `path`; empty for most files.
    std::string columnsOf(const std::string &path) const {
        const auto found = columns.find(path);
        return found == columns.end() ? std::string() : found->second;
    }
};

/// One JSON document; it begins with the name and version of its format.
nlohmann::ordered_json toJson(const Session &session);

/// Reads any version up to the present one, migrating step by step.
/// \param name of the file, for messages.
/// \throws Error if it is not JSON, not a session, of a newer version, or a value is out of range.
Session sessionFromJson(const std::string &text, const std::string &name);

/// Whether a file's first bytes look like a session of ours.
bool looksLikeSession(const std::string &head);

} // namespace quincunx
