#pragma once

#include <Eigen/Core>

#include <array>
#include <span>
#include <vector>

namespace quincunx {

/// Part of an axis; low < high.
struct Extent {
    double low = 0, high = 1;
    double length() const { return high - low; }
};

/// Where nearly all of `values` are, but for a part `out` at either end, with a little room, but within
/// `bounds` (which may be ∓∞). What is not finite does not count. Of length 1 if there is nothing else to go
/// by.
Extent extentOf(std::span<const double> values, const Extent &bounds, double out = 0.0005);

/// The density of draws of one number, at the centres of equal cells; it integrates to the part of the draws
/// that lies in the extent.
struct DensityCurve {
    Extent x;
    std::vector<double> density;
    std::vector<double> counts; ///< draws in each cell, or what is in proportion to them

    double centre(std::size_t cell) const {
        return x.low + (static_cast<double>(cell) + 0.5) * x.length() / static_cast<double>(density.size());
    }
    /// The density above which `mass` of the draws lie: of all regions that hold so many, nearly the
    /// smallest. By the draws and not by the density, which smoothing makes wider than they are. 0 if there
    /// are no draws.
    double levelHolding(double mass) const;
};

/// The same of two numbers: row is y, column is x.
struct DensityGrid {
    Extent x, y;
    Eigen::MatrixXd density;
    Eigen::MatrixXd counts;

    double levelHolding(double mass) const;
    /// The density at a place, linear between the centres of cells; 0 outside the extents.
    double at(double xValue, double yValue) const;
};

/// Gaussian kernels over counts in `cells` cells. The width maximises the likelihood of each draw given the
/// others, so that a narrow crescent in a wide range stays narrow; at the ends of the extent the density is
/// reflected, so that none of it leaks out of a prior. Source: Silverman, *Density estimation* (1986),
/// sections 2.10 and 3.4.4. Cost: some ms for 10⁴ draws in 128 × 128 cells.
DensityCurve densityCurve(std::span<const double> values, const Extent &extent, int cells);
/// \param x, y as many as there are draws.
DensityGrid densityGrid(std::span<const double> x, std::span<const double> y, const Extent &xExtent,
                        const Extent &yExtent, int cells);

} // namespace quincunx
