#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

/// How far data are from an observation: Euclidean, each datum divided by its mean absolute deviation from
/// the median of simulations (left alone where that is 0).
class DataDistance {
public:
    /// \param simulated rows of data, of which those that are not finite do not count. \param x as wide.
    DataDistance(const Draws &simulated, std::span<const double> x);

    /// ∞ for data that are not finite.
    double operator()(std::span<const double> data) const;

private:
    std::vector<double> m_x, m_scale;
};

/// Rows of simulations, nearest to the observation first.
struct Nearest {
    std::vector<Eigen::Index> rows;
    double farthest; ///< distance of the last one
};

/// \throws Error unless 1 ≤ kept ≤ the rows whose data are finite. Cost: rows · log kept.
Nearest nearestRows(const DataDistance &distance, const Draws &x, std::size_t kept);

} // namespace quincunx
