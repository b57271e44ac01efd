#pragma once

#include "core/manifolds/target.h"

#include <QImage>

namespace quincunx {

/// An image as dabs of a brush: the rarer of light and dark is dense. Its width is the first angle, or the
/// azimuth; its height the second angle, or the latitude, the north above.
/// \throws Error if there is no image, or nothing on it.
std::vector<Dab> dabsOf(const QImage &image, const Manifold &manifold);

} // namespace quincunx
