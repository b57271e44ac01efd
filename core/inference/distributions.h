#pragma once

#include "core/base/random.h"

namespace quincunx {

/// N(0, 1), by Box and Muller: the same numbers everywhere, which std::normal_distribution does not promise.
double standardNormal(RandomEngine &random);

/// N(mean, deviation²) within [low, high], by inversion; precise in the tails.
double truncatedNormal(double mean, double deviation, double low, double high, RandomEngine &random);

/// How many of `trials` succeed with this probability. Cost: trials.
int binomial(int trials, double probability, RandomEngine &random);

/// Poisson, of a mean up to some 500. Cost: the mean.
int poisson(double mean, RandomEngine &random);

} // namespace quincunx
