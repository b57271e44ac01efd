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

// What the functions of NeuralModule do.
TrainedFlow trainFlowWithTorch(const FlowTraining &training, const EstimatorSettings &settings,
                               std::uint64_t seed, const TrainingWatch &watch);
double classifyWithTorch(const Draws &train, std::span<const float> trainLabels, const Draws &test,
                         std::span<const float> testLabels, std::uint64_t seed, const Progress &progress);

} // namespace quincunx
