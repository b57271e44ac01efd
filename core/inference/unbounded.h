#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

// The coordinates y in which a network sees parameters: unbounded, so that nothing it puts anywhere can leak
// out of the prior, yet straight over nearly the whole of it, so that what looks alike in θ looks alike in y.
//
// A uniform parameter, u its place in [0, 1]: u = (ε/2h) [s((y + h)/ε) − s((y − h)/ε)], s(x) = ln(1 + eˣ), a
// smooth clamp of y + h at both ends, and y = ε ln[(e^{2hu/ε} − 1) / (1 − e^{−2h(1−u)/ε})] − h. h = √3, which
// gives y a deviation near 1. Other families: y = Prior::toNormal(). Logistic coordinates, which are usual,
// stretch a posterior of constant width by where it is, and a network has to learn that.

/// \param theta within the prior. Edges give what the nearest number within gives.
void toUnbounded(const Prior &prior, std::span<const double> theta, std::span<double> y);
void fromUnbounded(const Prior &prior, std::span<const double> y, std::span<double> theta);
/// y of each row of θ.
Draws unboundedRows(const Prior &prior, const Draws &theta);
/// ∇_y of what has these ∇_θ: each times the dθ/dy of its parameter, row by row.
Draws unboundedGradients(const Prior &prior, const Draws &y, const Draws &byTheta);
/// ln |dθ/dy|, summed over the parameters.
double logUnboundedJacobian(const Prior &prior, std::span<const double> y);

} // namespace quincunx
