#pragma once

#include "core/manifolds/target.h"

#include <filesystem>

namespace quincunx {

/// Points of a manifold out of a table, one a row, separated by commas, tabs or blanks.
///
/// Columns x1 … of unit vectors, theta1 … of angles in radians, or longitude and latitude in degrees on S²,
/// as a header names them among others; without a header the first ambient() columns. Vectors are brought
/// to length 1 if they have it within 1%, angles to [0, 2π).
/// \throws Error with file, line and reason if a row is none, if there are less than 50, or more than 10⁶.
PointRows readPoints(const std::filesystem::path &path, const Manifold &manifold);

/// The unknown density that samples are drawn of. A flow learns it from the samples themselves, by maximum
/// likelihood; for the eye, and for weights, the density is that of `samples` smoothed by von Mises–Fisher
/// bumps around at most 2000 of them, as wide as makes others of the samples most probable.
std::shared_ptr<const Target> sampleTarget(const Manifold &manifold, PointRows samples);

} // namespace quincunx
