#pragma once

#include "core/base/random.h"

namespace quincunx {

/// ln N(x; mean, deviation²).
inline double normalLogDensity(double x, double mean, double deviation) {
    const double z = (x - mean) / deviation;
    return -0.5 * (z * z + std::log(2 * std::numbers::pi)) - std::log(deviation);
}

/// Φ(z), the probability of N(0, 1) below z; precise in the tail below, and above by −z.
inline double normalBelow(double z) {
    return 0.5 * std::erfc(z * -(std::numbers::sqrt2 / 2));
}

/// z of Φ(z) = probability > 0, to some 10⁻¹⁵; for a probability near 1 take −z of what is left to 1. Source:
/// M. J. Wichura, algorithm AS 241, Appl. Stat. 37 (1988) 477.
double normalQuantile(double probability);

/// N(mean, deviation²) within [low, high], by inversion; precise in the tails.
double truncatedNormal(double mean, double deviation, double low, double high, RandomEngine &random);

/// Gamma of this shape ≥ 1 and scale 1. Source: Marsaglia & Tsang, ACM Trans. Math. Softw. 26 (2000) 363.
double standardGamma(double shape, RandomEngine &random);

/// How many of `trials` succeed with this probability. Cost: trials.
int binomial(int trials, double probability, RandomEngine &random);

/// ln of the probability of so many successes, up to the binomial coefficient; −∞ if there is none.
double logBinomial(double successes, int trials, double probability);

/// Poisson, of a mean up to some 500. Cost: the mean.
int poisson(double mean, RandomEngine &random);

/// ln of the probability of a count, up to its factorial; −∞ if there is none. \param mean ≥ 0.
double logPoisson(double count, double mean);

} // namespace quincunx
