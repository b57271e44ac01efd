#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

/// The posterior of one to three parameters whose likelihood is known, on a grid.
///
/// The grid lies in u = F(θ), in which the prior is flat on [0, 1]^d, and closes in: while points with
/// ln p(x|θ) less than 16 below the best fill but a part of the box, the box becomes that part and a margin
/// of one point. Each cell of the last grid has the density of its middle. With 129, 97² or 41³ cells over
/// ±5.7 deviations of a normal posterior, its variance comes out too large by 0.1%, 0.1% or 0.6%. A peak that
/// falls between all points of the first grid (33, 49², 25³) is not found.
class GridPosterior {
public:
    /// ln p(x|θ) up to a constant; −∞ if θ cannot give x. Called from several threads.
    using LogLikelihood = std::function<double(std::span<const double> theta)>;

    /// \throws Error if no point of the grid can give x, Cancelled. Cost: two to five grids of likelihoods.
    GridPosterior(const Prior &prior, const LogLikelihood &likelihood, int threads = 1,
                  const Progress &progress = {});

    void draw(std::span<double> theta, RandomEngine &random) const;
    /// `count` of them, row by row.
    Draws draws(std::size_t count, std::uint64_t seed) const;

    /// The density of one parameter at a value, linear in u between the middles of cells.
    double density(double value) const;
    /// Probability that a parameter lies below a value.
    double below(std::size_t parameter, double value) const;

    /// θ of the best cell.
    std::vector<double> mode() const;

private:
    /// What evaluate() fills; the middle of cell i along k is low[k] + (i + ½) width[k].
    struct Grid {
        std::vector<double> low, width; ///< in u
        std::size_t cells = 0;          ///< along each parameter
        std::vector<double> values;
    };
    std::size_t indexAlong(std::size_t cell, std::size_t parameter) const;

    Prior m_prior;
    Grid m_grid;
    std::vector<double> m_cumulated; ///< probability up to and with each cell
    std::size_t m_best = 0;
};

/// A simulator whose true posterior is that of its likelihood on a grid. \throws Error as GridPosterior.
class GridSimulator : public Simulator {
public:
    using Simulator::Simulator;

    bool hasLikelihood() const final { return true; }
    bool hasPosterior() const final { return true; }
    /// Makes a grid for the one draw: samplePosterior() makes one for all.
    void drawPosterior(std::span<const double> x, std::span<double> theta, RandomEngine &random) const final;
    ParameterSampler posteriorGiven(std::span<const double> x, int threads,
                                    const Progress &progress) const final;

    /// The posterior itself.
    GridPosterior gridPosterior(std::span<const double> x, int threads = 1,
                                const Progress &progress = {}) const;

    /// logLikelihood() of one x at many θ; here may be prepared what does not depend on θ. Not to outlive the
    /// simulator. \throws Cancelled.
    virtual GridPosterior::LogLikelihood likelihoodOf(std::span<const double> x,
                                                      const Progress &progress = {}) const;
};

} // namespace quincunx
