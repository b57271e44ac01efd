#include "core/inference/distributions.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace quincunx {
namespace {

/// By Horner's rule, the highest power first.
double polynomial(const std::array<double, 8> &coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients)
        sum = sum * x + coefficient;
    return sum;
}

} // namespace

double normalQuantile(double probability) {
    const double q = probability - 0.5;
    if (std::fabs(q) <= 0.425) {
        static constexpr std::array<double, 8> above{
            2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
            13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608};
        static constexpr std::array<double, 8> below{
            5226.495278852545925,  28729.085735721942674, 39307.89580009271061,  21213.794301586595867,
            5394.1960214247511077, 687.1870074920579083,  42.313330701600911252, 1};
        const double r = 0.180625 - q * q;
        return q * polynomial(above, r) / polynomial(below, r);
    }
    const double r = std::sqrt(-std::log(q < 0 ? probability : 1 - probability));
    double z = 0;
    if (r <= 5) {
        static constexpr std::array<double, 8> above{7.7454501427834140764e-4, 0.0227238449892691845833,
                                                     0.24178072517745061177,   1.27045825245236838258,
                                                     3.64784832476320460504,   5.7694972214606914055,
                                                     4.6303378461565452959,    1.42343711074968357734};
        static constexpr std::array<double, 8> below{1.05075007164441684324e-9, 5.475938084995344946e-4,
                                                     0.0151986665636164571966,  0.14810397642748007459,
                                                     0.68976733498510000455,    1.6763848301838038494,
                                                     2.05319162663775882187,    1};
        z = polynomial(above, r - 1.6) / polynomial(below, r - 1.6);
    } else {
        static constexpr std::array<double, 8> above{2.01033439929228813265e-7, 2.71155556874348757815e-5,
                                                     0.0012426609473880784386,  0.026532189526576123093,
                                                     0.29656057182850489123,    1.7848265399172913358,
                                                     5.4637849111641143699,     6.6579046435011037772};
        static constexpr std::array<double, 8> below{2.04426310338993978564e-15, 1.4215117583164458887e-7,
                                                     1.8463183175100546818e-5,   7.868691311456132591e-4,
                                                     0.0148753612908506148525,   0.13692988092273580531,
                                                     0.59983220655588793769,     1};
        z = polynomial(above, r - 5) / polynomial(below, r - 5);
    }
    return q < 0 ? -z : z;
}

double truncatedNormal(double mean, double deviation, double low, double high, RandomEngine &random) {
    double a = (low - mean) / deviation, b = (high - mean) / deviation;
    const bool mirrored = a + b < 0; // the tail above is small and precise: erfc, not erf
    if (mirrored)
        a = -std::exchange(b, -a);
    auto above = [](double z) { return normalBelow(-z); };
    const double wanted = above(a) + uniform(random) * (above(b) - above(a));
    for (double from = a, to = std::min(b, std::max(a, 0.) + 40);;) { // above() falls
        const double middle = (from + to) / 2;
        if (middle <= from || middle >= to)
            return std::clamp(mean + deviation * (mirrored ? -middle : middle), low, high);
        (above(middle) > wanted ? from : to) = middle;
    }
}

double standardGamma(double shape, RandomEngine &random) {
    const double d = shape - 1. / 3, c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double z = standardNormal(random), root = 1 + c * z;
        if (root <= 0)
            continue;
        const double v = root * root * root;
        if (std::log1p(-uniform(random)) < 0.5 * z * z + d * (1 - v + std::log(v)))
            return d * v;
    }
}

int binomial(int trials, double probability, RandomEngine &random) {
    int successes = 0;
    for (int i = 0; i < trials; ++i)
        successes += uniform(random) < probability;
    return successes;
}

double logBinomial(double successes, int trials, double probability) {
    if (!(successes >= 0 && successes <= trials))
        return -std::numeric_limits<double>::infinity();
    auto power = [](double base, double exponent) { return exponent > 0 ? exponent * std::log(base) : 0; };
    return power(probability, successes) + power(1 - probability, trials - successes);
}

int poisson(double mean, RandomEngine &random) {
    // Knuth: the product of uniforms falls below e^(−mean) after one more than the number.
    const double limit = std::exp(-mean);
    int count = 0;
    for (double product = uniform(random); product > limit; product *= uniform(random))
        ++count;
    return count;
}

double logPoisson(double count, double mean) {
    if (!(count >= 0))
        return -std::numeric_limits<double>::infinity();
    return (count > 0 ? count * std::log(mean) : 0) - mean;
}

} // namespace quincunx
