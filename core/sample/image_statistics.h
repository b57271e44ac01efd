#pragma once

#include <Eigen/Core>

namespace quincunx {

/// What is known of a set of jet images: enough for the average, and for how each pixel tells one set from
/// another.
struct ImageStatistics {
    double count = 0;
    Eigen::MatrixXd sum, sumOfSquares; ///< per pixel, (JetImage::side, JetImage::side)

    ImageStatistics();
    void add(const Eigen::MatrixXd &intensity);
    /// 0 without an image.
    Eigen::MatrixXd average() const;
};

/// Pearson's correlation, per pixel, of the intensity with the label "is one of `a`" over the images of `a`
/// and `b` (de Oliveira et al., arXiv:1511.05190, section 5): in [−1, 1], positive where `a` is brighter, 0
/// where the intensity never changes.
Eigen::MatrixXd pixelCorrelation(const ImageStatistics &a, const ImageStatistics &b);

} // namespace quincunx
