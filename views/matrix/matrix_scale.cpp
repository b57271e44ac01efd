#include "views/matrix/matrix_scale.h"

#include "views/style/colours.h"

#include <algorithm>
#include <array>
#include <limits>

namespace quincunx {

MatrixScale::MatrixScale(const Eigen::MatrixXd &shown, JetDisplay::MatrixScale kindOf) : kind(kindOf) {
    std::vector<double> pairs;
    pairs.reserve(static_cast<std::size_t>(shown.size()));
    for (Eigen::Index j = 0; j < shown.cols(); ++j)
        for (Eigen::Index i = 0; i < shown.rows(); ++i)
            if (i != j)
                pairs.push_back(shown(i, j));
    axis = AxisScale::of(pairs, kind == JetDisplay::MatrixScale::Logarithmic);
}

Eigen::MatrixXd shownValues(const Eigen::MatrixXd &d, JetDisplay::MatrixScale kind) {
    return kind == JetDisplay::MatrixScale::Softmax ? softmaxOfRows(d) : d;
}

Eigen::MatrixXd softmaxOfRows(const Eigen::MatrixXd &d) {
    constexpr double least = std::numeric_limits<double>::min();
    Eigen::MatrixXd weights = d.cwiseMax(least);
    weights.diagonal().setConstant(std::numeric_limits<double>::infinity());
    // exp(−ln d) in units of the largest of its row, so that nothing overflows.
    const Eigen::VectorXd smallest = weights.rowwise().minCoeff();
    for (Eigen::Index j = 0; j < weights.cols(); ++j)
        weights.col(j) = smallest.array() / weights.col(j).array();
    weights.diagonal().setZero();
    const Eigen::VectorXd sums = weights.rowwise().sum().cwiseMax(least);
    return sums.cwiseInverse().asDiagonal() * weights;
}

std::optional<std::pair<int, int>> smallestPair(const Eigen::MatrixXd &d) {
    std::optional<std::pair<int, int>> found;
    double smallest = 0;
    for (Eigen::Index j = 1; j < d.cols(); ++j)
        for (Eigen::Index i = 0; i < j; ++i)
            if (!found || d(i, j) < smallest) {
                found = {static_cast<int>(i), static_cast<int>(j)};
                smallest = d(i, j);
            }
    return found;
}

QImage matrixImage(const Eigen::MatrixXd &shown, const MatrixScale &scale, std::span<const int> order,
                   const QColor &diagonal) {
    using Pixel = std::array<unsigned char, 3>;
    auto pixel = [](const QColor &colour) {
        return Pixel{static_cast<unsigned char>(colour.red()), static_cast<unsigned char>(colour.green()),
                     static_cast<unsigned char>(colour.blue())};
    };
    static const std::array<Pixel, 256> map = [&] {
        std::array<Pixel, 256> made;
        for (std::size_t k = 0; k < made.size(); ++k)
            made[k] = pixel(sequentialColour(static_cast<double>(k) / 255));
        return made;
    }();
    const int n = static_cast<int>(order.size());
    QImage image(n, n, QImage::Format_RGB888);
    for (int row = 0; row < n; ++row) {
        unsigned char *out = image.scanLine(row);
        for (int column = 0; column < n; ++column, out += 3) {
            const double fraction = scale.axis.fraction(
                shown(order[static_cast<std::size_t>(row)], order[static_cast<std::size_t>(column)]));
            const Pixel &colour = map[static_cast<std::size_t>(fraction * 255 + 0.5)];
            std::ranges::copy(row == column ? pixel(diagonal) : colour, out);
        }
    }
    return image;
}

} // namespace quincunx
