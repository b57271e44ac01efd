#pragma once

#include "core/manifolds/target.h"

namespace quincunx::test {

/// Draws of a target by rejection. \param peak the most that its logarithm can be.
inline PointRows drawsOf(const Target &target, double peak, Eigen::Index count, RandomEngine &random) {
    PointRows draws(count, target.manifold().ambient());
    for (Eigen::Index i = 0; i < count;) {
        const std::span<double> point(draws.row(i).data(), static_cast<std::size_t>(draws.cols()));
        target.manifold().uniform(point, random);
        if (uniform(random) < std::exp(target.logDensity(point) - peak))
            ++i;
    }
    return draws;
}

} // namespace quincunx::test
