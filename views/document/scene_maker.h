#pragma once

#include "core/io/event_file.h"
#include "views/document/scene.h"

namespace quincunx {

/// Whether two sessions show the same event; whether it has the same jets in both; whether also the same of
/// them is under the microscope and taken apart alike.
bool sameEvent(const Session &a, const Session &b);
bool sameJets(const Session &a, const Session &b);
bool sameJet(const Session &a, const Session &b);

/// What a scene is made from.
struct SceneOrder {
    Session session;
    bool withJet; ///< whether the jet under the microscope is asked for
    Session previousSession;
    std::shared_ptr<const Scene> previous; ///< made from it; what is still true is taken over
};

/// Reads, clusters and analyses. Runs on a worker. A failure of the later parts leaves the earlier ones to be
/// seen, with Scene::error or Scene::jetError. \param file nullptr if none is open: the scene is then empty.
/// \throws Error if the event cannot be read; Cancelled.
std::shared_ptr<const Scene> makeScene(const SceneOrder &order, EventFile *file, const Progress &progress);

} // namespace quincunx
