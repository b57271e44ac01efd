#include "views/lego/lego_scale.h"

#include "views/geometry/towers.h"

namespace quincunx {
namespace {

// The smallest of 1, 2, 2.5, 5 × 10^k that is not below x.
double roundUp(double x) {
    const double decade = std::pow(10.0, std::floor(std::log10(x)));
    for (double f : {1.0, 2.0, 2.5, 5.0})
        if (f * decade >= x * (1 - 1e-9))
            return f * decade;
    return 10 * decade;
}

} // namespace

LegoScale::LegoScale(double highest, DisplaySettings::HeightScale by) : scale(by) {
    if (!(highest > 0))
        highest = 10;
    const double step = roundUp(highest / 4); // at most five ticks with 0
    top = step * std::ceil(highest / step * (1 - 1e-9));
    ticks.push_back(0);
    switch (by) {
    case DisplaySettings::HeightScale::Linear:
        for (int k = 1; k * step <= top * (1 + 1e-9); ++k)
            ticks.push_back(k * step);
        break;
    case DisplaySettings::HeightScale::Logarithmic:
        for (double tick = 1; tick <= top * (1 + 1e-9); tick *= 10)
            ticks.push_back(tick);
        break;
    case DisplaySettings::HeightScale::SquareRoot:
        for (double fraction : {1.0 / 16, 1.0 / 4, 9.0 / 16, 1.0})
            ticks.push_back(fraction * top);
        break;
    }
}

double LegoScale::height(double et) const {
    return tallest * scaledHeight(et, top, scale);
}

} // namespace quincunx
