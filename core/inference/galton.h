#pragma once

#include "core/inference/simulator.h"

#include <array>

namespace quincunx {

/// The generalised Galton board: 20 rows of 31 nails, beads from position 15. In row ℓ at nail k a bead goes
/// to the left with probability (1−s)/2 + s σ(10 θ z), s = sin(πℓ/19), z = 2k/30 − 1. In an even row left
/// keeps the position and right adds one; in an odd row left takes one and right keeps it; walls reflect. x
/// is the final bin. Source: Brehmer, Louppe, Pavez, Cranmer, *Mining gold from implicit models* (PNAS 2020),
/// section 4.1.
class GaltonBoard final : public Simulator {
public:
    static constexpr int rows = 20, nails = 31, start = 15;

    GaltonBoard(); ///< θ ~ U[−1, 1]

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override;
    bool hasLikelihood() const override { return true; }
    double logLikelihood(std::span<const double> x, std::span<const double> theta) const override;
    bool canMine() const override { return true; }
    /// The hidden steps are those of the bead, left or right at every nail.
    Mined mine(std::span<const double> theta, std::span<const double> other, std::span<double> x,
               RandomEngine &random) const override;
    bool hasPosterior() const override { return true; }
    /// From the exact p(x|θ) on a fine grid of θ. x must be the number of a bin that can be reached.
    void drawPosterior(std::span<const double> x, std::span<double> theta,
                       RandomEngine &random) const override;

    /// p(x|θ) of every bin by dynamic programming over (row, position): 640 operations.
    static std::array<double, nails> probabilities(double theta);
    /// Probability to go left at a nail, and where left and right lead.
    static double leftProbability(int row, int nail, double theta);
    static std::pair<int, int> neighbours(int row, int nail);
};

} // namespace quincunx
