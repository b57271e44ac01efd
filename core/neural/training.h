#pragma once

#include "core/inference/neural.h"

#include <torch/torch.h>

namespace quincunx {

/// While it lives, torch uses no further threads for what this thread asks: several networks are trained at
/// once, one on each thread, and each step is too small to be worth sharing.
class OneThread {
public:
    OneThread() : m_before(at::get_num_threads()) { at::set_num_threads(1); }
    ~OneThread() { at::set_num_threads(m_before); }
    OneThread(const OneThread &) = delete;
    OneThread &operator=(const OneThread &) = delete;

private:
    int m_before;
};

/// Mean loss over some rows of the training data, as a function of all parameters in one tensor.
using LossOfRows = std::function<torch::Tensor(const torch::Tensor &parameters, const torch::Tensor &rows)>;

/// How NeuralModule trains whatever it trains. \param decay of each parameter, its rate for AdamW.
TrainedNetwork fit(const std::vector<float> &initial, std::int64_t rows, const LossOfRows &loss,
                   const torch::Tensor &decay, const EstimatorSettings &settings, RandomEngine &random,
                   const TrainingWatch &watch);

/// The same, with the same small rate for all.
TrainedNetwork fit(const std::vector<float> &initial, std::int64_t rows, const LossOfRows &loss,
                   const EstimatorSettings &settings, RandomEngine &random, const TrainingWatch &watch);

/// A view of rows that lie one behind the other; they must outlive it.
inline torch::Tensor viewOf(const float *values, std::int64_t rows, std::int64_t columns) {
    return torch::from_blob(const_cast<float *>(values), {rows, columns}, torch::kFloat32);
}

/// DenseShape as torch sees it.
torch::Tensor evaluateNet(const DenseShape &shape, const torch::Tensor &parameters, torch::Tensor rows);

/// EmbeddingShape as torch sees it. \param rows prepared.
torch::Tensor evaluateEmbedding(const EmbeddingShape &shape, const torch::Tensor &parameters,
                                const torch::Tensor &rows);

// What the functions of NeuralModule do.
TrainedNetwork trainFlowWithTorch(const FlowTraining &training, const EstimatorSettings &settings,
                                  std::uint64_t seed, const TrainingWatch &watch);
TrainedNetwork trainRatioWithTorch(const RatioRows &rows, const EstimatorSettings &settings,
                                   std::uint64_t seed, const TrainingWatch &watch);
TrainedNetwork trainRegressionWithTorch(const RegressionRows &rows, const EstimatorSettings &settings,
                                        std::uint64_t seed, const TrainingWatch &watch);
TrainedNetwork trainMixtureWithTorch(const MixtureRows &rows, const EstimatorSettings &settings,
                                     std::uint64_t seed, const TrainingWatch &watch);
double classifyWithTorch(const Draws &train, std::span<const float> trainLabels, const Draws &test,
                         std::span<const float> testLabels, std::uint64_t seed, const Progress &progress);

} // namespace quincunx
