#pragma once

#include "core/manifolds/target.h"

#include <array>

namespace quincunx {

constexpr std::size_t mostPlaces = 400; ///< of a curve

/// Where the tip of an arm shall be: anywhere on a curve of places t_m, within s.
struct TipWanted {
    std::vector<std::array<double, 2>> places; ///< one or more
    double width;                              ///< s
    double jointLimit = 180;                   ///< how far a joint turns to either side [degrees]
};

/// A planar arm: each joint turns by its angle relative to the link before. What is known is where its tip
/// shall be, so that p̃(θ) = mean_m exp(−|tip(θ) − t_m|² / 2s²): a posterior over joint angles. Joints with a
/// limit L < 180° are held by a soft stop, Π_i σ((cos θ_i − cos L) / 0.05).
class RobotArm final : public Target {
public:
    /// \param links lengths, one a joint. \throws Error unless they are positive, finite, and as many as
    /// angles.
    RobotArm(const Manifold &manifold, std::vector<double> links, TipWanted wanted);

    double logDensity(std::span<const double> angles, std::span<double> gradient = {}) const override;

    /// (2π)ⁿ s² ∫₀^∞ k mean_m J₀(k|t_m|) Π J₀(k a_i) e^{−s²k²/2} dk: a sum of random steps in the plane, by
    /// Hankel's transform. Nothing where joints have limits.
    std::optional<double> exactLogNormaliser() const override { return m_logNormaliser; }

    /// Where the joints are, from the origin to the tip.
    std::vector<std::array<double, 2>> joints(std::span<const double> angles) const;

    const std::vector<double> &links() const { return m_links; }
    const TipWanted &wanted() const { return m_wanted; }

private:
    std::optional<double> integrated() const;

    std::vector<double> m_links;
    TipWanted m_wanted;
    std::optional<double> m_logNormaliser;
};

} // namespace quincunx
