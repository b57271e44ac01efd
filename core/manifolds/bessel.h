#pragma once

namespace quincunx {

/// ln I_order(x) of the modified Bessel function, for order ≥ 0 and x ≥ 0; beyond x = 500, where I overflows
/// soon, by its asymptotic series. Relative error below 10⁻¹⁰. Source: Abramowitz & Stegun 9.7.1.
double logBesselI(double order, double x);

/// J₀(x) for any x.
double besselJ0(double x);

} // namespace quincunx
