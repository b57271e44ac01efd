#pragma once

#include "core/inference/estimator.h"

namespace quincunx::test {

inline Draws oneRow(std::vector<double> values) {
    return Eigen::Map<Draws>(values.data(), 1, static_cast<Eigen::Index>(values.size()));
}

/// What an estimator is made from: simulations from the prior, always the same, and two threads.
inline EstimatorInput trainingInput(const std::shared_ptr<const Simulator> &simulator, std::size_t count,
                                    const EstimatorSettings &settings) {
    return {simulator, std::make_shared<const Simulations>(simulatePrior(*simulator, count, 3, 2)), settings,
            1, 2};
}

} // namespace quincunx::test
