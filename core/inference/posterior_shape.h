#pragma once

#include "core/inference/contour_rings.h"
#include "core/inference/density_volume.h"
#include "core/inference/grid_posterior.h"
#include "core/inference/simulator.h"

#include <optional>

namespace quincunx {

/// How much of the probability the contours hold, from the inside. In two dimensions these are not 1 and 2
/// standard deviations, which hold 39% and 86%.
constexpr std::array<double, 2> contourMasses = {0.68, 0.95};

/// Two parameters of a posterior, for a picture.
struct PairShape {
    DensityGrid grid;
    std::array<std::vector<Ring>, contourMasses.size()> rings; ///< as contourMasses
};

/// A posterior for pictures: its draws, the density of each parameter, contours of each two, and the
/// density of three.
struct PosteriorShape {
    Draws draws;
    std::vector<DensityCurve> curves;    ///< by parameter
    std::vector<PairShape> pairs;        ///< see pair()
    std::optional<DensityVolume> volume; ///< of the first three parameters, if asked for

    std::size_t parameters() const { return curves.size(); }
    /// \param column < row: the parameters across and upwards.
    const PairShape &pair(std::size_t column, std::size_t row) const {
        return pairs[row * (row - 1) / 2 + column];
    }
};

enum class ShapeDetail { Flat, Space }; ///< with Space there is a volume, if there are three parameters

/// \param draws rows of parameters; those that are not finite do not count. \throws Cancelled. Cost: some ms
/// for 10⁴ draws of two parameters, and that of a densityVolume().
PosteriorShape shapeOf(Draws draws, const Prior &prior, ShapeDetail detail, int threads,
                       const Progress &progress = {});
/// Of one parameter: `count` draws and the density itself.
PosteriorShape shapeOf(const GridPosterior &grid, const Prior &prior, std::size_t count, std::uint64_t seed);

} // namespace quincunx
