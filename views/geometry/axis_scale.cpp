#include "views/geometry/axis_scale.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

QString raised(int exponent) {
    static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString text = exponent < 0 ? QStringLiteral("⁻") : QString();
    for (QChar digit : QString::number(std::abs(exponent)))
        text += digits[digit.digitValue()];
    return text;
}

std::vector<AxisTick> linearTicks(double low, double high, int most) {
    const double decade = std::pow(10, std::floor(std::log10((high - low) / most)));
    auto first = [low](double step) { return std::ceil(low / step - 1e-9); };
    auto count = [&](double step) { return std::floor(high / step + 1e-9) - first(step) + 1; };
    double step = decade;
    for (double round : {2., 5., 10., 20.}) {
        const bool wouldBeBare = count(step) <= most && count(round * decade) < 2;
        if ((high - low) / step > most - 1 + 1e-9 && !wouldBeBare)
            step = round * decade;
    }
    std::vector<AxisTick> ticks;
    for (double k = first(step); k * step <= high * (1 + 1e-12); ++k) {
        const double value = k * step + 0.0; // + 0.0: no −0
        ticks.push_back({value, numberText(value)});
    }
    return ticks;
}

// 1, 2, 5 of every decade if there are few decades, else every k-th decade.
std::vector<AxisTick> logarithmicTicks(double low, double high, int most) {
    const int first = static_cast<int>(std::floor(std::log10(low)));
    const int last = static_cast<int>(std::ceil(std::log10(high)));
    auto within = [&](double value) { return value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9); };
    std::vector<AxisTick> fine;
    for (int k = first; k <= last; ++k)
        for (double factor : {1., 2., 5.})
            if (const double value = factor * std::pow(10, k); within(value))
                fine.push_back({value, numberText(value)});
    if (fine.size() < 2)
        return linearTicks(low, high, most);
    if (static_cast<int>(fine.size()) <= most)
        return fine;
    const bool plain = first >= -3 && last <= 4;
    for (int stride = 1;; ++stride) {
        std::vector<AxisTick> ticks;
        for (int k = first; k <= last; ++k)
            if (const double value = std::pow(10, k); k % stride == 0 && within(value))
                ticks.push_back({value, plain ? numberText(value) : QStringLiteral("10") + raised(k)});
        if (static_cast<int>(ticks.size()) <= most)
            return ticks;
    }
}

} // namespace

AxisScale AxisScale::of(std::span<const double> values, bool logarithmic) {
    constexpr double largest = 1e300, span = 1e-20;
    double low = largest, high = 0;
    for (double value : values)
        if (value > 0 && value < largest) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    if (high == 0)
        return {logarithmic ? 0.1 : 0, 1, logarithmic};
    if (!logarithmic)
        return {0, high, false};
    low = std::max(low, high * span);
    return low < high ? AxisScale{low, high, true} : AxisScale{low / 2, high * 2, true};
}

AxisScale AxisScale::widened(double below, double above) const {
    if (!logarithmic)
        return {low, high + above * (high - low), false};
    const double length = std::log(high / low);
    return {low * std::exp(-below * length), high * std::exp(above * length), true};
}

double AxisScale::fraction(double value) const {
    if (!logarithmic)
        return std::clamp((value - low) / (high - low), 0., 1.);
    return value <= low ? 0 : std::min(1., std::log(value / low) / std::log(high / low));
}

double AxisScale::value(double fraction) const {
    return logarithmic ? low * std::pow(high / low, fraction) : low + fraction * (high - low);
}

std::vector<AxisTick> AxisScale::ticks(int most) const {
    most = std::max(most, 2);
    return logarithmic ? logarithmicTicks(low, high, most) : linearTicks(low, high, most);
}

QString withMinus(QString number) {
    return number.replace(u'-', QChar(0x2212));
}

QString numberText(double value) {
    const double size = std::fabs(value);
    const QString text =
        QString::number(value, size >= 1000 && size < 1e5 ? 'f' : 'g', size >= 1000 && size < 1e5 ? 0 : 3);
    const qsizetype mark = text.indexOf(u'e');
    if (mark < 0)
        return withMinus(text);
    return withMinus(text.left(mark)) + QStringLiteral("×10") + raised(text.mid(mark + 1).toInt());
}

QString distanceUnit(double alpha) {
    const double power = std::round(2 * alpha * 1000) / 1000;
    if (power == 0)
        return {};
    if (power == 1)
        return QStringLiteral("GeV");
    if (power == std::round(power))
        return QStringLiteral("GeV") + raised(static_cast<int>(power));
    return QStringLiteral("GeV^") + withMinus(QString::number(power));
}

QString withUnit(const QString &text, const QString &unit) {
    return unit.isEmpty() ? text : QStringLiteral("%1 [%2]").arg(text, unit);
}

} // namespace quincunx
