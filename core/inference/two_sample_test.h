#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

/// Classifier two-sample test: how well a network tells two sets of draws apart, as the share of right
/// answers on draws that it was not trained on. ½: they are alike; 1: nothing in common. Five folds; draws
/// are scaled by mean and deviation of `reference`; two hidden layers of 10 · dimension. Source: Lopez-Paz &
/// Oquab, ICLR 2017; as Lueckmann et al., AISTATS 2021. Both sets should be equally large: 10⁴; fewer
/// flatter. Cost: seconds. \throws Error unless both have as many columns and at least ten rows; Cancelled.
double classifierTwoSampleTest(const Draws &reference, const Draws &estimated, std::uint64_t seed,
                               int threads, const Progress &progress = {});

} // namespace quincunx
