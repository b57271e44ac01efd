#include "core/manifolds/robot_arm.h"

#include "core/manifolds/bessel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace quincunx {

namespace {

constexpr double stopSoftness = 0.05; ///< in cos θ

/// ln σ(x) without overflow.
double logLogistic(double x) {
    return x > 0 ? -std::log1p(std::exp(-x)) : x - std::log1p(std::exp(x));
}

} // namespace

RobotArm::RobotArm(const Manifold &manifold, std::vector<double> links, TipWanted wanted)
    : Target(manifold)
    , m_links(std::move(links))
    , m_wanted(std::move(wanted)) {
    const bool positive = std::ranges::all_of(m_links, [](double a) { return a > 0 && std::isfinite(a); });
    if (manifold.isSphere() || m_links.size() != static_cast<std::size_t>(manifold.dimension()) || !positive)
        throw Error("there is no such arm", "it needs one link of positive length for each angle of a torus",
                    "give as many lengths as joints");
    const bool finite = std::ranges::all_of(
        m_wanted.places, [](const auto &place) { return std::isfinite(place[0] + place[1]); });
    if (!(m_wanted.width > 0) || !finite || m_wanted.places.empty() || m_wanted.places.size() > mostPlaces)
        throw Error("there is no such arm",
                    "its tip must be somewhere, within more than nothing, and on a curve of at most " +
                        std::to_string(mostPlaces) + " places",
                    "give finite coordinates and a positive width");
    m_logNormaliser = integrated();
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
    const double precision = 1 / (m_wanted.width * m_wanted.width);
    // ln mean_m e^{−|d_m|² / 2s²}, and the mean of d_m by the share of each place in it
    double nearest = std::numeric_limits<double>::infinity(), sum = 0, dx = 0, dy = 0;
    for (const auto &[placeX, placeY] : m_wanted.places)
        nearest = std::min(nearest, (x - placeX) * (x - placeX) + (y - placeY) * (y - placeY));
    for (const auto &[placeX, placeY] : m_wanted.places) {
        const double ownX = x - placeX, ownY = y - placeY;
        const double share = std::exp(-0.5 * precision * (ownX * ownX + ownY * ownY - nearest));
        sum += share;
        dx += share * ownX;
        dy += share * ownY;
    }
    dx /= sum;
    dy /= sum;
    double log = -0.5 * precision * nearest + std::log(sum / static_cast<double>(m_wanted.places.size()));
    // A joint turns all that follows it around itself: d tip / dθ_k = (−(y − y_k), x − x_k).
    double jointX = 0, jointY = 0;
    direction = 0;
    for (std::size_t k = 0; k < gradient.size(); ++k) {
        gradient[k] = -precision * (dx * -(y - jointY) + dy * (x - jointX));
        direction += angles[k];
        jointX += m_links[k] * std::cos(direction);
        jointY += m_links[k] * std::sin(direction);
    }
    if (m_wanted.jointLimit < 180) {
        const double stop = std::cos(m_wanted.jointLimit * std::numbers::pi / 180);
        for (std::size_t k = 0; k < m_links.size(); ++k) {
            const double inside = (std::cos(angles[k]) - stop) / stopSoftness;
            log += logLogistic(inside);
            if (!gradient.empty())
                gradient[k] -= std::sin(angles[k]) / stopSoftness * std::exp(logLogistic(-inside));
        }
    }
    return log;
}

std::optional<double> RobotArm::integrated() const {
    if (m_wanted.jointLimit < 180)
        return std::nullopt;
    const double width = m_wanted.width;
    double reach = 0;
    for (const auto &[x, y] : m_wanted.places)
        reach = std::max(reach, std::hypot(x, y));
    for (double link : m_links)
        reach += link;
    // The Gaussian ends the integral; the fastest oscillation has the period 2π / reach.
    const double end = 12 / width;
    const int steps = 2 * static_cast<int>(std::ceil(std::min(2e5, std::max(1000., 2 * end * reach))));
    double sum = 0;
    for (int i = 0; i <= steps; ++i) {
        const double k = end * i / steps;
        double value = k * std::exp(-0.5 * width * width * k * k);
        for (double link : m_links)
            value *= besselJ0(k * link);
        double places = 0;
        for (const auto &[x, y] : m_wanted.places)
            places += besselJ0(k * std::hypot(x, y));
        sum += value * places / static_cast<double>(m_wanted.places.size()) *
               (i == 0 || i == steps ? 1
                : i % 2              ? 4
                                     : 2);
    }
    const double integral = sum * end / (3. * steps);
    if (!(integral > 1e-12)) // out of reach: all digits cancel
        return std::nullopt;
    return static_cast<double>(m_links.size()) * std::log(2 * std::numbers::pi) + 2 * std::log(width) +
           std::log(integral);
}

} // namespace quincunx
