#include "views/plot/tickers.h"

#include "views/geometry/axis_scale.h"

#include <cmath>

namespace quincunx {

std::vector<double> decadeTicks(double low, double high, int wanted) {
    constexpr double slack = 1 + 1e-9;
    const int first = static_cast<int>(std::floor(std::log10(low)));
    const int last = static_cast<int>(std::ceil(std::log10(high)));
    auto inside = [&](std::initializer_list<double> mantissas, int step) {
        std::vector<double> ticks;
        for (int k = first; k <= last; ++k)
            for (double mantissa : mantissas) {
                const double value = mantissa * std::pow(10, k);
                if (value * slack >= low && value <= high * slack && k % step == 0)
                    ticks.push_back(value);
            }
        return ticks;
    };
    const auto most = static_cast<std::size_t>(std::max(wanted, 1));
    std::vector<double> ticks = inside({1, 2, 5}, 1);
    if (ticks.size() <= most)
        return ticks;
    for (int step = 1; step < 400; ++step)
        if (std::vector<double> fewer = inside({1}, step); fewer.size() <= most)
            return fewer.empty() ? std::vector(ticks.begin(), ticks.begin() + 1) : fewer;
    return {};
}

QString PlotTicker::getTickLabel(double tick, const QLocale &locale, QChar format, int precision) {
    return withMinus(QCPAxisTicker::getTickLabel(tick, locale, format, precision));
}

QVector<double> ExponentialTicker::createTickVector(double, const QCPRange &range) {
    const double a = std::exp(m_sign * range.lower), b = std::exp(m_sign * range.upper);
    QVector<double> ticks;
    for (double value : decadeTicks(std::min(a, b), std::max(a, b), tickCount() + 2))
        ticks.push_back(m_sign * std::log(value));
    std::ranges::sort(ticks);
    return ticks;
}

QString ExponentialTicker::getTickLabel(double tick, const QLocale &, QChar, int) {
    return QString::number(std::exp(m_sign * tick), 'g', 3);
}

} // namespace quincunx
