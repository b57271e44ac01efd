#include "views/projection/trajectory.h"

#include "views/projection/projection.h"

#include <algorithm>
#include <numbers>

namespace quincunx {
namespace {

bool isInside(const Vector3 &place) {
    return std::hypot(place[0], place[1]) < detector::ecalRadius &&
           std::fabs(place[2]) < detector::endcapFace;
}

/// Where a way leaves the inner detector: `at(s)` is inside for s = `from` and outside for s = `to`.
template <class Way>
double leaving(const Way &at, double from, double to) {
    for (int i = 0; i < 20; ++i) {
        const double middle = (from + to) / 2;
        (isInside(at(middle)) ? from : to) = middle;
    }
    return to;
}

} // namespace

std::vector<Vector3> pathToCalorimeter(const Vector3 &start, const Vector3 &direction, double pt,
                                       int charge) {
    const double transverse = std::hypot(direction[0], direction[1]);
    const double length = std::hypot(transverse, direction[2]);
    if (!(length > 0))
        return {start, start};
    if (!isInside(start)) // a track that starts in the calorimeter: show where it goes
        return {start,
                {start[0] + 0.3 * direction[0] / length, start[1] + 0.3 * direction[1] / length,
                 start[2] + 0.3 * direction[2] / length}};

    const double radius = charge == 0 ? 0 : pt / (0.3 * detector::field * std::abs(charge));
    if (charge == 0 || radius > 500 || transverse < 1e-6 * length) {
        auto at = [&](double s) {
            return Vector3{start[0] + s * direction[0] / length, start[1] + s * direction[1] / length,
                           start[2] + s * direction[2] / length};
        };
        return {start, at(leaving(at, 0, 2 * std::hypot(detector::ecalRadius, detector::endcapFace)))};
    }

    // s is the angle turned. Centre to the right of the direction for positive charges.
    const double turn = charge > 0 ? -1 : 1;
    const double phi0 = std::atan2(direction[1], direction[0]);
    const double slope = radius * direction[2] / transverse;
    auto at = [&](double s) {
        return Vector3{start[0] + turn * radius * (std::sin(phi0 + turn * s) - std::sin(phi0)),
                       start[1] - turn * radius * (std::cos(phi0 + turn * s) - std::cos(phi0)),
                       start[2] + slope * s};
    };
    constexpr double sagitta = 0.002;
    const double step = std::clamp(std::sqrt(8 * sagitta / radius), 1e-3, 0.4);
    std::vector<Vector3> path{start};
    for (double s = 0; s < 2 * std::numbers::pi; s += step) {
        const Vector3 next = at(s + step);
        if (!isInside(next)) {
            path.push_back(at(leaving(at, s, s + step)));
            break;
        }
        path.push_back(next);
    }
    return path;
}

std::vector<Vector3> pathToCalorimeter(const Event &event, const Particle &particle) {
    const FourMomentum &p = particle.momentum;
    if (particle.kind == ObjectKind::Track && particle.detail >= 0) {
        const Track &track = event.tracks[static_cast<std::size_t>(particle.detail)];
        return pathToCalorimeter(track.position, track.direction, p.pt(), particle.charge);
    }
    return pathToCalorimeter({0, 0, 0}, {p.px, p.py, p.pz}, p.pt(), particle.charge);
}

} // namespace quincunx
