#include "core/inference/estimator.h"

namespace quincunx {

std::shared_ptr<const Simulations> simulationsFor(const EstimatorKind &kind, const Simulator &simulator,
                                                  std::size_t count, std::uint64_t seed, int threads,
                                                  const Progress &progress) {
    if (!kind.simulates)
        return nullptr;
    if (!kind.mines)
        return std::make_shared<const Simulations>(
            simulatePrior(simulator, count / static_cast<std::size_t>(kind.parts), seed, threads, progress));
    Simulations all{Draws(count, simulator.parameters().size()), Draws(count, 0)};
    RandomEngine random(seed);
    for (std::size_t i = 0; i < count; ++i)
        simulator.prior().draw(rowOf(all.theta, i), random);
    return std::make_shared<const Simulations>(std::move(all));
}

} // namespace quincunx
