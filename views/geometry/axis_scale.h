#pragma once

#include <QString>

#include <span>
#include <vector>

namespace quincunx {

struct AxisTick {
    double value;
    QString text;
};

/// From values to the fraction of an axis or of a colour map, linear or logarithmic, with round ticks.
struct AxisScale {
    double low = 0, high = 1; ///< low < high; both positive if logarithmic
    bool logarithmic = false;

    /// The range of what is positive and below 10³⁰⁰ among `values`: from 0 if linear, else from the smallest
    /// or 10⁻²⁰ of the largest, if a momentum of next to nothing has the smallest. [0.1, 1] or [0, 1] if
    /// there is none.
    static AxisScale of(std::span<const double> values, bool logarithmic);

    /// Longer at both ends by a fraction of its length; a linear one stays at its low end.
    AxisScale widened(double below, double above) const;

    double fraction(double value) const; ///< clamped to [0, 1]
    double value(double fraction) const;

    /// At most `most` (and at least 2) ticks, ascending.
    std::vector<AxisTick> ticks(int most) const;
};

/// The number as it is printed: with a minus sign in place of a hyphen.
QString withMinus(QString number);
/// 0.013, 12345, 1.3×10⁻⁶: three digits, or all before the point up to 10⁵.
QString numberText(double value);
/// The unit of d^α, GeV^{2α}: "GeV²", "GeV^0.6"; empty for α = 0.
QString distanceUnit(double alpha);
/// "text [unit]", or the text alone if there is no unit.
QString withUnit(const QString &text, const QString &unit);

} // namespace quincunx
