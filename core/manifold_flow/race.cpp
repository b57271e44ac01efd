#include "core/manifold_flow/race.h"

#include <algorithm>

namespace quincunx {
namespace {

constexpr int stepsInTurn = 200; ///< a flow that learns is judged after as many

} // namespace

std::vector<FlowRacer> racersFor(const FlowTask &task) {
    std::vector<FlowRacer> all;
    auto add = [&](const std::string &name) {
        FlowTask own = task;
        own.flow = name;
        const auto flow = flowOf(own);
        all.push_back(
            {own, flow, initialState(*flow, static_cast<std::uint64_t>(task.training.seed)), {}, {}});
    };
    add(task.flow);
    const Manifold manifold = Manifold::named(task.manifold);
    const bool isMoebius = task.flow == "mobius" || task.flow == "recursive"; // two names of one flow
    for (const FlowKind &kind : flowKinds().entries()) {
        const bool fromSamples =
            task.target != "samples" || kind.family == ManifoldFlowSettings::Family::Conditional;
        const bool another =
            kind.name != task.flow && kind.name != "recursive" && !(isMoebius && kind.name == "mobius");
        if (another && fromSamples && kind.livesOn(manifold))
            add(kind.name);
    }
    return all;
}

void raceFlows(std::vector<FlowRacer> &racers, const Target &target, const Progress &progress,
               const std::function<bool()> &afterTurn) {
    const int steps = racers.front().task.training.steps;
    for (int reached = 0; reached < steps; reached += stepsInTurn) {
        for (FlowRacer &racer : racers) {
            if (racer.failure)
                continue;
            int left = stepsInTurn;
            FlowWatch watch;
            watch.progress = Progress(progress.stopToken(), {});
            watch.stopAndKeep = [&] { return left-- == 0; };
            watch.report = [&](const FlowReport &report, const FlowState &) {
                racer.history.push_back(report);
            };
            const std::size_t reports = racer.history.size();
            try {
                racer.state = trainFlow(*racer.flow, target, racer.task.training, racer.state, watch);
            } catch (const Error &error) {
                racer.failure = error;
                racer.history.resize(reports); // those of the turn are of what is given up
            }
        }
        if (std::ranges::all_of(racers, [](const FlowRacer &racer) { return racer.failure.has_value(); }))
            throw Error(*racers.front().failure);
        progress.report(std::min(1., static_cast<double>(reached + stepsInTurn) / steps),
                        "step " + std::to_string(std::min(steps, reached + stepsInTurn)));
        if (!afterTurn())
            return;
    }
}

} // namespace quincunx
