#pragma once

#include "core/base/random.h"

#include <span>

namespace quincunx {

/// Each of the numbers uniform in [low, high).
void fillUniform(std::span<double> numbers, double low, double high, RandomEngine &random);

/// N(mean, deviation²) within [low, high], by inversion; precise in the tails.
double truncatedNormal(double mean, double deviation, double low, double high, RandomEngine &random);

/// How many of `trials` succeed with this probability. Cost: trials.
int binomial(int trials, double probability, RandomEngine &random);

/// Poisson, of a mean up to some 500. Cost: the mean.
int poisson(double mean, RandomEngine &random);

} // namespace quincunx
