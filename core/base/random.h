#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace quincunx {

/// The engine that everything random is handed. Its numbers are fixed by the standard; those of
/// std::uniform_real_distribution and its like are not, hence the functions below.
using RandomEngine = std::mt19937_64;

/// An engine for one part of some work: the same seed and part, the same numbers, whichever thread it is on.
inline RandomEngine engineOf(std::uint64_t seed, std::size_t part) {
    std::seed_seq mixed{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                        static_cast<std::uint32_t>(part)};
    return RandomEngine(mixed);
}

/// Uniform in [0, 1), 53 bits.
inline double uniform(RandomEngine &random) {
    return static_cast<double>(random() >> 11) * 0x1p-53;
}

/// N(0, 1). Source: Box & Muller, Ann. Math. Stat. 29 (1958) 610.
inline double standardNormal(RandomEngine &random) {
    const double radius = std::sqrt(-2 * std::log1p(-uniform(random)));
    return radius * std::cos(2 * std::numbers::pi * uniform(random));
}

/// Exp(rate) conditioned on x < limit, by inversion: one number, no rejection.
inline double truncatedExponential(double rate, double limit, RandomEngine &random) {
    return -std::log1p(uniform(random) * std::expm1(-rate * limit)) / rate;
}

} // namespace quincunx
