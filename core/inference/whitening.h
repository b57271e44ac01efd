#pragma once

#include "core/inference/standardise.h"

#include <nlohmann/json_fwd.hpp>

namespace quincunx {

/// How rows of numbers, and what they depend on, are brought to a conditional flow and back: conditions to
/// mean 0 and deviation 1, c; of the targets y what a straight line of the conditions explains is taken away,
/// so that the flow has only the rest to learn: r = L⁻¹ (y − A c − b), with A, b by least squares and L Lᵀ
/// the covariance of what is left.
class Whitening {
public:
    /// \param targets, conditions row by row, finite. \throws Error if there are fewer than ten rows.
    Whitening(const Draws &targets, const Draws &conditions);

    /// c of each row, row by row.
    std::vector<float> context(const Draws &conditions) const;
    /// r of each row, row by row.
    std::vector<float> rest(const Draws &targets, const Draws &conditions) const;
    /// y from r and c of one row.
    void restore(std::span<const float> rest, std::span<const float> context, std::span<double> target) const;
    /// ln |dr/dy|, the same everywhere.
    double logScale() const;
    /// A: how y goes with c, (targets, conditions).
    const Eigen::MatrixXd &slope() const { return m_slope; }
    /// dr/dc = −L⁻¹ A at the same y: for each condition the targets.
    std::vector<float> drift() const;
    /// Gradients by c, row by row, of those by the conditions.
    std::vector<float> gradients(const Draws &byConditions) const;

    nlohmann::json toJson() const;
    /// \throws nlohmann::json::exception if it is none.
    explicit Whitening(const nlohmann::json &json);

private:
    Standardise m_standardise; ///< of the conditions
    Eigen::VectorXd m_offset;
    Eigen::MatrixXd m_slope, m_factor;
};

} // namespace quincunx
