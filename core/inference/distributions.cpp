#include "core/inference/distributions.h"

#include <algorithm>
#include <numbers>

namespace quincunx {

void fillUniform(std::span<double> numbers, double low, double high, RandomEngine &random) {
    for (double &number : numbers)
        number = low + (high - low) * uniform(random);
}

double truncatedNormal(double mean, double deviation, double low, double high, RandomEngine &random) {
    double a = (low - mean) / deviation, b = (high - mean) / deviation;
    const bool mirrored = a + b < 0; // the tail above is small and precise: erfc, not erf
    if (mirrored)
        a = -std::exchange(b, -a);
    auto above = [](double z) { return 0.5 * std::erfc(z / std::numbers::sqrt2); };
    const double wanted = above(a) + uniform(random) * (above(b) - above(a));
    for (double from = a, to = std::min(b, std::max(a, 0.) + 40);;) { // above() falls
        const double middle = (from + to) / 2;
        if (middle <= from || middle >= to)
            return std::clamp(mean + deviation * (mirrored ? -middle : middle), low, high);
        (above(middle) > wanted ? from : to) = middle;
    }
}

int binomial(int trials, double probability, RandomEngine &random) {
    int successes = 0;
    for (int i = 0; i < trials; ++i)
        successes += uniform(random) < probability;
    return successes;
}

int poisson(double mean, RandomEngine &random) {
    // Knuth: the product of uniforms falls below e^(−mean) after one more than the number.
    const double limit = std::exp(-mean);
    int count = 0;
    for (double product = uniform(random); product > limit; product *= uniform(random))
        ++count;
    return count;
}

} // namespace quincunx
