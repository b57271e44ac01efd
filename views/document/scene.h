#pragma once

#include "core/session/session.h"

#include <memory>

namespace quincunx {

struct JetAnalysis;

/// What the views draw: one event with the jets found in it. Immutable, made on a worker from a Session,
/// handed to the views as a whole so that they never show two states at once.
struct Scene {
    std::shared_ptr<const Event> event = std::make_shared<Event>();                ///< never null
    std::shared_ptr<const Clustering> clustering = std::make_shared<Clustering>(); ///< never null
    std::vector<int> visible;         ///< particles that pass the cuts, ascending
    std::vector<double> pt, eta, phi; ///< of every particle of the event [GeV, –, (−π, π]], computed once
    ClusteringSettings clusteringUsed; ///< what the jets were found with
    CutSettings cutsUsed;
    std::shared_ptr<const JetAnalysis> jet; ///< the jet under the microscope; null if there is none
    std::string jetError;                   ///< why there is none, else empty
    /// Of each particle, the branch of that jet that it belongs to, −1 if to none; empty while all are
    /// merged.
    std::vector<int> branchOfParticle;
    int branchOf(std::size_t particle) const {
        return particle < branchOfParticle.size() ? branchOfParticle[particle] : -1;
    }
    std::string error; ///< why there is no event or no jets, else empty
};

/// What the mouse is over, in any view; −1 nothing.
struct Hover {
    int particle = -1;
    int jet = -1;
    std::vector<int> particles = {}; ///< of a cluster; `particle` is one of them if it is a leaf
    bool operator==(const Hover &) const = default;
};

} // namespace quincunx
