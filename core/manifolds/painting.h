#pragma once

#include "core/manifolds/target.h"

namespace quincunx {

constexpr double thinnestBrush = 0.03, widestBrush = 1.5; ///< [rad]
constexpr std::size_t mostDabs = 4000;

/// A density that somebody paints: bare canvas, and bumps that add up. Finite and smooth however one paints.
/// \throws Error for dabs of another manifold, too many of them, or with a width or weight out of range.
std::shared_ptr<const Target> paintedTarget(const Manifold &manifold, const std::vector<Dab> &dabs);

/// [{"at": [...], "width": 0.2, "weight": 1}, ...]
nlohmann::json toJson(const std::vector<Dab> &dabs);
/// \throws Error if it is not that.
std::vector<Dab> dabsFromJson(const nlohmann::json &json);

} // namespace quincunx
