#pragma once

#include <cmath>
#include <limits>

namespace quincunx {

/// ln Σ e^x of a stream of x, −∞ for none; never overflows.
class LogSum {
public:
    void add(double x) {
        if (x == -std::numeric_limits<double>::infinity())
            return;
        if (x > m_largest) {
            m_sum = m_sum * std::exp(m_largest - x) + 1;
            m_largest = x;
        } else {
            m_sum += std::exp(x - m_largest);
        }
    }
    double value() const { return m_largest + std::log(m_sum); }
    double largest() const { return m_largest; }

private:
    double m_largest = -std::numeric_limits<double>::infinity();
    double m_sum = 0;
};

} // namespace quincunx
