#pragma once

#include "core/base/error.h"
#include "core/manifold_flow/flow_model.h"

#include <optional>

namespace quincunx {

/// A flow in a race, and how far it has got.
struct FlowRacer {
    FlowTask task;
    std::shared_ptr<const ManifoldFlow> flow;
    FlowState state;
    std::vector<FlowReport> history;
    std::optional<Error> failure; ///< why it is out of the race: it has nothing to show
};

/// Flows of every kind that can learn the task's target, built and taught as the task says; that of the task
/// comes first. \throws Error as flowOf() does.
std::vector<FlowRacer> racersFor(const FlowTask &task);

/// Trains all of them at once, on one thread, as many steps each in turn. What they learn is what trainFlow()
/// would have taught them alone; one that cannot learn leaves the race.
/// \param afterTurn \return whether to go on. \throws Error as trainFlow() does if nobody can learn;
/// Cancelled.
void raceFlows(std::vector<FlowRacer> &racers, const Target &target, const Progress &progress,
               const std::function<bool()> &afterTurn);

} // namespace quincunx
