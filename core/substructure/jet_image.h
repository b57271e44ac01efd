#pragma once

#include "core/event/four_momentum.h"

#include <Eigen/Core>

#include <span>
#include <vector>

namespace quincunx {

/// What is done to a jet before it is put into pixels.
enum class ImagePreprocessing {
    Raw,    ///< centred on the jet axis only
    Aligned ///< centred on the leading subjet, second subjet straight down (−Δφ), right half the heavier, Σ
            ///< I² = 1
};

/// A jet as a picture (Cogan et al., arXiv:1407.5675; de Oliveira et al., arXiv:1511.05190).
struct JetImage {
    static constexpr int side = 25;      ///< pixels
    static constexpr double pixel = 0.1; ///< width of one in Δη and Δφ
    /// (side, side): row is Δφ and column Δη, both rising from −1.25; pT [GeV], or normalised if Aligned. η
    /// stands for the rapidity here: the constituents' masses do not matter, the jet's would.
    Eigen::MatrixXd intensity = Eigen::MatrixXd::Zero(side, side);
    /// Of each momentum row · side + column, −1 if it falls outside.
    std::vector<int> pixelOf;
};

/// Subjets are those of kT with R = 0.3, by pT; a jet that is a single one is turned by the principal axis of
/// its pT instead. Constituents that fall outside the picture are left out. No momenta give an empty picture.
/// \throws Error as cluster() does, if Aligned. Cost: that of clustering.
JetImage jetImage(std::span<const FourMomentum> momenta, ImagePreprocessing preprocessing);

} // namespace quincunx
