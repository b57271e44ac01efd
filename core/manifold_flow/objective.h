#pragma once

#include "core/manifold_flow/training.h"

namespace quincunx {

/// What a flow is to make least, and how near it has come.
class Objective {
public:
    virtual ~Objective() = default;

    /// One step's value at the state's weights, and its gradient by them.
    /// \param power the target is raised to: below 1 while it is annealed.
    virtual double gradient(const FlowState &state, const FlowTrainingSettings &settings, double power,
                            std::span<double> gradient) = 0;

    struct Reached {
        double loss, ess;
    };
    /// The same points each time, so that losses may be compared.
    virtual Reached judge(std::span<const double> parameters) = 0;
};

/// By draws of the flow, KL(q‖p) without ln Z; or by the target's samples, the mean of −ln q, judged by a
/// tenth of them that is not learned from. Both are kept by reference.
/// \param judgedBy seed of the draws that judge.
/// \throws Error if flow and target live on different manifolds, or the flow cannot learn from samples.
std::unique_ptr<Objective> objectiveOf(const ManifoldFlow &flow, const Target &target, int judgedBy);

} // namespace quincunx
