#pragma once

#include "core/manifolds/target.h"

#include <array>

namespace quincunx {

/// A planar arm: each joint turns by its angle relative to the link before. What is known is where its tip
/// shall be, t ± s, so that ln p̃(θ) = −|tip(θ) − t|² / 2s²: a posterior over joint angles.
class RobotArm final : public Target {
public:
    /// \param links lengths, one a joint. \throws Error unless they are positive, finite, and as many as
    /// angles.
    RobotArm(const Manifold &manifold, std::vector<double> links, std::array<double, 2> tip, double width);

    double logDensity(std::span<const double> angles, std::span<double> gradient = {}) const override;

    /// (2π)ⁿ s² ∫₀^∞ k J₀(k|t|) Π J₀(k a_i) e^{−s²k²/2} dk: a sum of random steps in the plane, by Hankel's
    /// transform. Cost: milliseconds.
    std::optional<double> exactLogNormaliser() const override;

    /// Where the joints are, from the origin to the tip.
    std::vector<std::array<double, 2>> joints(std::span<const double> angles) const;

    const std::array<double, 2> &tip() const { return m_tip; }
    const std::vector<double> &links() const { return m_links; }
    double width() const { return m_width; }

private:
    std::vector<double> m_links;
    std::array<double, 2> m_tip;
    double m_width;
};

} // namespace quincunx
