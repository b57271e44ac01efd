#include "core/inference/kernel_smoothing.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

/// Cell `i` of `count`, where beyond each end the row goes on mirrored.
Eigen::Index mirrored(Eigen::Index i, Eigen::Index count) {
    if (count == 1)
        return 0;
    i = (i % (2 * count) + 2 * count) % (2 * count);
    return i < count ? i : 2 * count - 1 - i;
}

} // namespace

Eigen::Index cellOf(double value, const Extent &extent, int cells) {
    const double place = (value - extent.low) / extent.length() * cells;
    return place >= 0 && place <= cells ? std::min<Eigen::Index>(static_cast<Eigen::Index>(place), cells - 1)
                                        : -1;
}

std::vector<double> halfKernel(double width) {
    std::vector<double> half(static_cast<std::size_t>(std::ceil(3.5 * width)) + 1);
    double sum = -1;
    for (std::size_t k = 0; k < half.size(); ++k)
        sum += 2 * (half[k] = std::exp(-0.5 * std::pow(static_cast<double>(k) / width, 2)));
    for (double &value : half)
        value /= sum;
    return half;
}

Eigen::MatrixXd blurredAcross(const Eigen::MatrixXd &counts, const std::vector<double> &half) {
    const Eigen::Index columns = counts.cols();
    Eigen::MatrixXd blurred = half[0] * counts;
    for (Eigen::Index column = 0; column < columns; ++column)
        for (std::size_t k = 1; k < half.size(); ++k) {
            const auto step = static_cast<Eigen::Index>(k);
            blurred.col(column) += half[k] * (counts.col(mirrored(column - step, columns)) +
                                              counts.col(mirrored(column + step, columns)));
        }
    return blurred;
}

double bestWidth(const std::function<double(double width)> &logLikelihood) {
    constexpr double step = 1.5;
    constexpr int rungs = 8;
    auto widthAt = [](double rung) { return 0.7 * std::pow(step, rung); };
    std::array<double, rungs> height;
    height.fill(NAN);
    auto heightAt = [&](int rung) {
        double &known = height[static_cast<std::size_t>(rung)];
        if (std::isnan(known))
            known = logLikelihood(widthAt(rung));
        return known;
    };
    int best = 3;
    while (best + 1 < rungs && heightAt(best + 1) > heightAt(best))
        ++best;
    while (best > 0 && heightAt(best - 1) > heightAt(best))
        --best;
    double rung = best;
    if (best > 0 && best + 1 < rungs) {
        const double left = heightAt(best - 1), middle = heightAt(best), right = heightAt(best + 1);
        if (const double bend = left - 2 * middle + right; bend < 0)
            rung += std::clamp(0.5 * (left - right) / bend, -0.5, 0.5);
    }
    return widthAt(rung);
}

} // namespace quincunx
