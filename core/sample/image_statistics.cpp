#include "core/sample/image_statistics.h"

#include "core/substructure/jet_image.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

ImageStatistics::ImageStatistics()
    : sum(Eigen::MatrixXd::Zero(JetImage::side, JetImage::side))
    , sumOfSquares(Eigen::MatrixXd::Zero(JetImage::side, JetImage::side)) {}

void ImageStatistics::add(const Eigen::MatrixXd &intensity) {
    ++count;
    sum += intensity;
    sumOfSquares += intensity.cwiseAbs2();
}

Eigen::MatrixXd ImageStatistics::average() const {
    return count > 0 ? Eigen::MatrixXd(sum / count) : sum;
}

Eigen::MatrixXd pixelCorrelation(const ImageStatistics &a, const ImageStatistics &b) {
    const double n = a.count + b.count;
    Eigen::MatrixXd correlation = Eigen::MatrixXd::Zero(a.sum.rows(), a.sum.cols());
    if (a.count == 0 || b.count == 0)
        return correlation;
    // r = (⟨I⟩_a − ⟨I⟩_b) √(n_a n_b) / (n σ): Pearson's formula with a label of 0 or 1
    const Eigen::ArrayXXd mean = (a.sum + b.sum).array() / n;
    const Eigen::ArrayXXd square = (a.sumOfSquares + b.sumOfSquares).array() / n;
    const Eigen::ArrayXXd variance = square - mean.square();
    const Eigen::ArrayXXd difference = (a.average() - b.average()).array();
    const double balance = std::sqrt(a.count * b.count) / n;
    for (Eigen::Index k = 0; k < correlation.size(); ++k)
        if (variance(k) > 1e-14 * square(k)) // else it is rounding
            correlation(k) = std::clamp(difference(k) * balance / std::sqrt(variance(k)), -1.0, 1.0);
    return correlation;
}

} // namespace quincunx
