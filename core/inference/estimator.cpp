#include "core/inference/estimator.h"

#include <algorithm>

namespace quincunx {

std::shared_ptr<const Simulations> simulationsFor(const std::vector<const EstimatorKind *> &kinds,
                                                  const Simulator &simulator, std::size_t count,
                                                  std::uint64_t seed, int threads, const Progress &progress) {
    std::vector<const EstimatorKind *> thirsty;
    std::ranges::copy_if(kinds, std::back_inserter(thirsty), &EstimatorKind::simulates);
    if (thirsty.empty())
        return nullptr;
    if (!std::ranges::all_of(thirsty, &EstimatorKind::mines)) {
        const int parts = (*std::ranges::min_element(thirsty, {}, &EstimatorKind::parts))->parts;
        return std::make_shared<const Simulations>(
            simulatePrior(simulator, count / static_cast<std::size_t>(parts), seed, threads, progress));
    }
    Simulations all{Draws(count, simulator.parameters().size()), Draws(count, 0)};
    RandomEngine random(seed);
    for (std::size_t i = 0; i < count; ++i)
        simulator.prior().draw(rowOf(all.theta, i), random);
    return std::make_shared<const Simulations>(std::move(all));
}

} // namespace quincunx
