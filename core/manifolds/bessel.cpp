#include "core/manifolds/bessel.h"

#include <cmath>
#include <numbers>

namespace quincunx {

double logBesselI(double order, double x) {
    if (x < 500)
        return std::log(std::cyl_bessel_i(order, x));
    double sum = 1, term = 1;
    for (int k = 1; k < 8; ++k) {
        term *= -(4 * order * order - (2. * k - 1) * (2. * k - 1)) / (8. * k * x);
        sum += term;
    }
    return x - 0.5 * std::log(2 * std::numbers::pi * x) + std::log(sum);
}

double besselJ0(double x) {
    return std::cyl_bessel_j(0, std::abs(x));
}

} // namespace quincunx
