#include "core/neural/training.h"

namespace quincunx {
namespace {

class TorchModule final : public NeuralModule {
public:
    TrainedNetwork trainFlow(const FlowTraining &training, const EstimatorSettings &settings,
                             std::uint64_t seed, const TrainingWatch &watch) const override {
        return trainFlowWithTorch(training, settings, seed, watch);
    }
    TrainedNetwork trainRatio(const RatioRows &rows, const EstimatorSettings &settings, std::uint64_t seed,
                              const TrainingWatch &watch) const override {
        return trainRatioWithTorch(rows, settings, seed, watch);
    }
    TrainedNetwork trainRegression(const RegressionRows &rows, const EstimatorSettings &settings,
                                   std::uint64_t seed, const TrainingWatch &watch) const override {
        return trainRegressionWithTorch(rows, settings, seed, watch);
    }
    TrainedNetwork trainMixture(const MixtureRows &rows, const EstimatorSettings &settings,
                                std::uint64_t seed, const TrainingWatch &watch) const override {
        return trainMixtureWithTorch(rows, settings, seed, watch);
    }
    double classify(const Draws &train, std::span<const float> trainLabels, const Draws &test,
                    std::span<const float> testLabels, std::uint64_t seed,
                    const Progress &progress) const override {
        return classifyWithTorch(train, trainLabels, test, testLabels, seed, progress);
    }
};

} // namespace
} // namespace quincunx

// Of OpenBLAS, if that is the BLAS in use. Its own threads spin while they wait for a product too small to be
// shared, and take the processor from the networks that are trained beside it.
extern "C" __attribute__((weak)) void openblas_set_num_threads(int);

extern "C" const quincunx::NeuralModule *quincunx_neural() {
    if (openblas_set_num_threads)
        openblas_set_num_threads(1);
    static const quincunx::TorchModule module;
    return &module;
}
