#include "core/manifolds/robot_arm.h"

#include "core/manifolds/bessel.h"

#include <cmath>
#include <numbers>

namespace quincunx {

RobotArm::RobotArm(const Manifold &manifold, std::vector<double> links, std::array<double, 2> tip,
                   double width)
    : Target(manifold)
    , m_links(std::move(links))
    , m_tip(tip)
    , m_width(width) {
    const bool positive = std::ranges::all_of(m_links, [](double a) { return a > 0 && std::isfinite(a); });
    if (manifold.isSphere() || m_links.size() != static_cast<std::size_t>(manifold.dimension()) || !positive)
        throw Error("there is no such arm", "it needs one link of positive length for each angle of a torus",
                    "give as many lengths as joints");
    if (!(width > 0) || !std::isfinite(tip[0] + tip[1]))
        throw Error("there is no such arm", "its tip must be somewhere, within more than nothing",
                    "give finite coordinates and a positive width");
}

std::vector<std::array<double, 2>> RobotArm::joints(std::span<const double> angles) const {
    std::vector<std::array<double, 2>> all{{0, 0}};
    double direction = 0;
    for (std::size_t k = 0; k < m_links.size(); ++k) {
        direction += angles[k];
        const auto [x, y] = all.back();
        all.push_back({x + m_links[k] * std::cos(direction), y + m_links[k] * std::sin(direction)});
    }
    return all;
}

double RobotArm::logDensity(std::span<const double> angles, std::span<double> gradient) const {
    double x = 0, y = 0, direction = 0;
    for (std::size_t k = 0; k < m_links.size(); ++k) {
        direction += angles[k];
        x += m_links[k] * std::cos(direction);
        y += m_links[k] * std::sin(direction);
    }
    const double dx = x - m_tip[0], dy = y - m_tip[1], precision = 1 / (m_width * m_width);
    // A joint turns all that follows it around itself: d tip / dθ_k = (−(y − y_k), x − x_k).
    double jointX = 0, jointY = 0;
    direction = 0;
    for (std::size_t k = 0; k < gradient.size(); ++k) {
        gradient[k] = -precision * (dx * -(y - jointY) + dy * (x - jointX));
        direction += angles[k];
        jointX += m_links[k] * std::cos(direction);
        jointY += m_links[k] * std::sin(direction);
    }
    return -0.5 * precision * (dx * dx + dy * dy);
}

std::optional<double> RobotArm::exactLogNormaliser() const {
    const double distance = std::hypot(m_tip[0], m_tip[1]);
    double reach = distance;
    for (double link : m_links)
        reach += link;
    // The Gaussian ends the integral; the fastest oscillation has the period 2π / reach.
    const double end = 12 / m_width;
    const int steps = 2 * static_cast<int>(std::ceil(std::min(2e5, std::max(2000., 4 * end * reach))));
    double sum = 0;
    for (int i = 0; i <= steps; ++i) {
        const double k = end * i / steps;
        double value = k * besselJ0(k * distance) * std::exp(-0.5 * m_width * m_width * k * k);
        for (double link : m_links)
            value *= besselJ0(k * link);
        sum += value * (i == 0 || i == steps ? 1 : i % 2 ? 4 : 2);
    }
    const double integral = sum * end / (3. * steps);
    if (!(integral > 1e-12)) // out of reach: all digits cancel
        return std::nullopt;
    return static_cast<double>(m_links.size()) * std::log(2 * std::numbers::pi) + 2 * std::log(m_width) +
           std::log(integral);
}

} // namespace quincunx
