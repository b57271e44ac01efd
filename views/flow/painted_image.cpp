#include "views/flow/painted_image.h"

#include "core/base/error.h"

#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

constexpr int rows = 44;       ///< of a torus; half as many of a sphere, with columns for a whole turn
constexpr double least = 0.04; ///< of the darkest: fainter ones are left out

} // namespace

std::vector<Dab> dabsOf(const QImage &image, const Manifold &manifold) {
    if (image.isNull())
        throw Error("cannot paint the image", "it cannot be read", "choose a PNG or JPEG file");
    const bool sphere = manifold.isSphere();
    const int high = sphere ? rows / 2 : rows;
    const QImage small = image.convertToFormat(QImage::Format_ARGB32)
                             .scaled(rows, high, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    auto lightness = [&](int i, int j) {
        const QColor colour = small.pixelColor(i, j);
        return 1 - colour.alphaF() * (1 - colour.lightnessF()); // on white paper
    };
    double mean = 0;
    for (int j = 0; j < high; ++j)
        for (int i = 0; i < rows; ++i)
            mean += lightness(i, j) / (rows * high);
    std::vector<Dab> dabs;
    const double spacing = 2 * std::numbers::pi / rows;
    for (int j = 0; j < high; ++j)
        for (int i = 0; i < rows; ++i) {
            const double light = lightness(i, j);
            const double angle = spacing * (i + 0.5), up = spacing * (high - j - 0.5);
            const double share = (mean > 0.5 ? 1 - light : light) * (sphere ? std::sin(up) : 1);
            if (share < least)
                continue;
            if (sphere)
                dabs.push_back(
                    {{std::sin(up) * std::cos(angle), std::sin(up) * std::sin(angle), -std::cos(up)},
                     0.8 * spacing,
                     share});
            else
                dabs.push_back({{angle, up}, 0.8 * spacing, share});
        }
    if (dabs.empty())
        throw Error("cannot paint the image", "it is all of one colour", "choose one with something on it");
    return dabs;
}

} // namespace quincunx
