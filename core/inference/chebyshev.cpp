#include "core/inference/chebyshev.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace quincunx {

ChebyshevInterpolant::ChebyshevInterpolant(double lower, double upper, int degree,
                                           const std::function<double(double)> &f, const Progress &progress) {
    for (int k = 0; k <= degree; ++k) {
        progress.check();
        const double share = 0.5 * (1 + std::cos(std::numbers::pi * k / degree));
        m_points.push_back(lower + (upper - lower) * share);
        m_values.push_back(f(m_points.back()));
        m_isFinite = m_isFinite && std::isfinite(m_values.back());
    }
}

double ChebyshevInterpolant::operator()(double x) const {
    if (!m_isFinite)
        return -std::numeric_limits<double>::infinity();
    double above = 0, below = 0;
    for (std::size_t k = 0; k < m_points.size(); ++k) {
        if (x == m_points[k])
            return m_values[k];
        const bool isEnd = k == 0 || k + 1 == m_points.size();
        const double weight = (k % 2 == 0 ? 1 : -1) * (isEnd ? 0.5 : 1) / (x - m_points[k]);
        above += weight * m_values[k];
        below += weight;
    }
    return above / below;
}

} // namespace quincunx
