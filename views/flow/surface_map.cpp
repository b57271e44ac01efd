#include "views/flow/surface_map.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

constexpr double pi = std::numbers::pi;

} // namespace

SurfaceMap::SurfaceMap(bool sphere, const QRectF &room) : m_sphere(sphere) {
    const double aspect = sphere ? 2 : 1;
    const double width = std::max(1., std::min(room.width(), aspect * room.height()));
    m_frame = QRectF(0, 0, width, width / aspect);
    m_frame.moveCenter(room.center());
}

QPainterPath SurfaceMap::outline() const {
    QPainterPath path;
    if (m_sphere)
        path.addEllipse(m_frame);
    else
        path.addRect(m_frame);
    return path;
}

QPointF SurfaceMap::pixel(double angle, double up) const {
    if (!m_sphere)
        return {m_frame.left() + angle / (2 * pi) * m_frame.width(),
                m_frame.bottom() - up / (2 * pi) * m_frame.height()};
    // 2t + sin 2t = π sin(latitude), by Newton's method; flat at the poles.
    const double goal = pi * std::clamp(up, -1., 1.);
    double t = 0.5 * goal;
    for (int k = 0; k < 30 && std::abs(2 * t + std::sin(2 * t) - goal) > 1e-9; ++k)
        t -= (2 * t + std::sin(2 * t) - goal) / std::max(2 + 2 * std::cos(2 * t), 1e-6);
    t = std::clamp(t, -pi / 2, pi / 2);
    const double longitude = std::remainder(angle, 2 * pi);
    return {m_frame.center().x() + longitude / pi * std::cos(t) * m_frame.width() / 2,
            m_frame.center().y() - std::sin(t) * m_frame.height() / 2};
}

std::optional<std::pair<double, double>> SurfaceMap::place(QPointF pixel) const {
    if (!m_sphere) {
        if (!m_frame.contains(pixel))
            return std::nullopt;
        return std::pair{(pixel.x() - m_frame.left()) / m_frame.width() * 2 * pi,
                         (m_frame.bottom() - pixel.y()) / m_frame.height() * 2 * pi};
    }
    const double x = (pixel.x() - m_frame.center().x()) / (m_frame.width() / 2),
                 y = (m_frame.center().y() - pixel.y()) / (m_frame.height() / 2);
    if (x * x + y * y >= 1)
        return std::nullopt;
    const double t = std::asin(y), longitude = pi * x / std::cos(t);
    return std::pair{longitude - 2 * pi * std::floor(longitude / (2 * pi)),
                     std::clamp((2 * t + std::sin(2 * t)) / pi, -1., 1.)};
}

std::size_t SurfaceMap::cellAt(const FlowChart &chart, double angle, double up) {
    const double share = chart.sphere ? std::asin(std::clamp(up, -1., 1.)) / pi + 0.5 : up / (2 * pi);
    const int column = std::clamp(static_cast<int>(angle / (2 * pi) * chart.columns), 0, chart.columns - 1);
    const int row = std::clamp(static_cast<int>(share * chart.rows), 0, chart.rows - 1);
    return static_cast<std::size_t>(row * chart.columns + column);
}

} // namespace quincunx
