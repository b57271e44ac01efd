#pragma once

#include "core/flow/coupling_flow.h"
#include "core/inference/estimator.h"

namespace quincunx {

/// A flow and what it is trained on: rows of θ and of what its density depends on.
struct FlowTraining {
    CouplingShape shape;
    std::vector<float> theta;   ///< (N, shape.dimension)
    std::vector<float> context; ///< (N, shape.context)
};

struct TrainedFlow {
    std::vector<float> parameters;
    LossCurve loss;
};

/// All that torch is needed for, behind one door: the module `neural`, loaded when first asked for. Every
/// function may be called from several threads at once; each works on the thread that calls.
class NeuralModule {
public:
    virtual ~NeuralModule() = default;

    /// Maximum likelihood by AdamW over batches, learning rate falling as a cosine, moving average of the
    /// weights; a tenth of the rows is kept apart, and the weights of the epoch where their loss was least
    /// are returned. \throws Error if a loss is not finite; Cancelled.
    virtual TrainedFlow trainFlow(const FlowTraining &training, const EstimatorSettings &settings,
                                  std::uint64_t seed, const TrainingWatch &watch) const = 0;

    /// One fold of classifierTwoSampleTest(): share of the rows of `test` that a network trained on `train`
    /// puts into the right class. Labels are 0 and 1.
    virtual double classify(const Draws &train, std::span<const float> trainLabels, const Draws &test,
                            std::span<const float> testLabels, std::uint64_t seed,
                            const Progress &progress) const = 0;
};

/// \throws Error if the module is not installed or cannot be loaded.
const NeuralModule &neuralModule();

} // namespace quincunx
