#pragma once

#include "views/plot/custom_plot.h"

namespace quincunx {

/// The values 10^k between `low` and `high` (both positive), with 2 and 5 times 10^k between them where there
/// is room for it: at most about `wanted`, never none if there is one.
std::vector<double> decadeTicks(double low, double high, int wanted);

/// Numbers of an axis with a true minus.
class PlotTicker : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale &locale, QChar format, int precision) override;
};

/// A second reading of an axis: at x stands exp(sign · x). Beside ln kT it says kT (sign +1), beside ln(1/Δ)
/// it says Δ (sign −1).
class ExponentialTicker : public QCPAxisTicker {
public:
    explicit ExponentialTicker(double sign) : m_sign(sign) {}

protected:
    QVector<double> createTickVector(double step, const QCPRange &range) override;
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale &locale, QChar format, int precision) override;

private:
    double m_sign;
};

} // namespace quincunx
