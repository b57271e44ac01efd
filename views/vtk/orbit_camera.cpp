#include "views/vtk/orbit_camera.h"

#include "core/base/error.h"

#include <algorithm>

namespace quincunx {
namespace {

// Rodrigues' rotation of v about the unit vector `axis`.
Vector3 turned(const Vector3 &v, const Vector3 &axis, double angle) {
    const double c = std::cos(angle), s = std::sin(angle);
    return v * c + cross(axis, v) * s + axis * (dot(axis, v) * (1 - c));
}

Vector3 vectorFrom(const nlohmann::json &json, const char *name) {
    const auto v = json.at(name).get<Vector3>();
    for (double c : v)
        if (!std::isfinite(c) || std::fabs(c) > 1e6)
            throw Error("cannot restore a viewpoint", std::string(name) + " is out of range",
                        "press Home for the usual view");
    return v;
}

} // namespace

double OrbitCamera::halfHeight() const {
    constexpr double degree = std::numbers::pi / 180;
    return parallel ? parallelScale : length(position - focalPoint) * std::tan(viewAngle / 2 * degree);
}

void OrbitCamera::rotate(double azimuth, double elevation) {
    Vector3 arm = position - focalPoint;
    const double distance = length(arm);
    arm = turned(arm, axis, azimuth);
    Vector3 right = turned(normalised(cross(viewUp, position - focalPoint)), axis, azimuth);
    // The angle between the arm and the axis keeps off 0 and π, where "up" loses its meaning.
    const double polar = std::acos(std::clamp(dot(normalised(arm), axis), -1.0, 1.0));
    constexpr double closest = 1e-3;
    const double wanted = std::clamp(polar - elevation, closest, std::numbers::pi - closest);
    arm = turned(arm, right, wanted - polar);
    position = focalPoint + normalised(arm) * distance;
    viewUp = normalised(cross(arm, right));
}

void OrbitCamera::pan(QPointF pixels, QSizeF viewport) {
    const ScreenProjection projection(*this, viewport);
    const double unit = 2 * halfHeight() / viewport.height();
    const Vector3 move = projection.right() * (-pixels.x() * unit) + projection.up() * (pixels.y() * unit);
    position = position + move;
    focalPoint = focalPoint + move;
}

void OrbitCamera::zoom(double factor, QPointF cursor, QSizeF viewport) {
    // Bounds far beyond any use, so that the numbers stay finite.
    factor = std::clamp(factor, halfHeight() / 1e3, halfHeight() / 1e-3);
    const QPointF offset = cursor - QPointF(viewport.width() / 2, viewport.height() / 2);
    if (parallel)
        parallelScale /= factor;
    else
        position = focalPoint + (position - focalPoint) * (1 / factor);
    pan(offset * (1 - factor), viewport);
}

void OrbitCamera::frame(std::span<const Vector3> points, QSizeF viewport, QMarginsF margins) {
    if (points.empty())
        return;
    const QRectF room = QRectF({}, viewport).marginsRemoved(margins);
    Vector3 middle{0, 0, 0};
    for (const Vector3 &point : points)
        middle = middle + point * (1.0 / static_cast<double>(points.size()));
    position = position + (middle - focalPoint);
    focalPoint = middle;
    // Exact at once for a parallel projection; perspective converges within a few rounds.
    for (int round = 0; round < (parallel ? 2 : 12); ++round) {
        const ScreenProjection projection(*this, viewport);
        double left = 1e30, right = -1e30, top = 1e30, bottom = -1e30;
        for (const Vector3 &point : points) {
            const ScreenProjection::Place at = projection.place(point);
            if (at.depth <= 0) { // behind the eye: step back and look again
                left = right = top = bottom = 0;
                position = focalPoint + (position - focalPoint) * 2;
                break;
            }
            left = std::min(left, at.x);
            right = std::max(right, at.x);
            top = std::min(top, at.y);
            bottom = std::max(bottom, at.y);
        }
        if (left == right && top == bottom)
            continue;
        const QPointF centre((left + right) / 2, (top + bottom) / 2);
        pan(room.center() - centre, viewport);
        const double factor = std::min(room.width() / std::max(right - left, 1e-9),
                                       room.height() / std::max(bottom - top, 1e-9));
        zoom(factor, room.center(), viewport);
    }
}

nlohmann::json OrbitCamera::toJson() const {
    return {{"position", position},
            {"focal-point", focalPoint},
            {"view-up", viewUp},
            {"parallel-scale", parallelScale}};
}

OrbitCamera OrbitCamera::fromJson(const nlohmann::json &json, const OrbitCamera &shape) {
    OrbitCamera camera = shape;
    camera.position = vectorFrom(json, "position");
    camera.focalPoint = vectorFrom(json, "focal-point");
    camera.viewUp = vectorFrom(json, "view-up");
    camera.parallelScale = json.at("parallel-scale").get<double>();
    const Vector3 arm = camera.position - camera.focalPoint;
    const bool looks = length(arm) > 1e-6 && length(cross(normalised(arm), normalised(camera.viewUp))) > 1e-6;
    if (!looks || !(camera.parallelScale > 1e-6 && camera.parallelScale < 1e6))
        throw Error("cannot restore a viewpoint", "it looks in no direction or has no size",
                    "press Home for the usual view");
    return camera;
}

ScreenProjection::ScreenProjection(const OrbitCamera &camera, QSizeF viewport)
    : m_viewport(viewport)
    , m_eye(camera.position)
    , m_focalPoint(camera.focalPoint)
    , m_parallel(camera.parallel)
    , m_distance(length(camera.position - camera.focalPoint))
    , m_pixelsPerUnit(viewport.height() / (2 * camera.halfHeight())) {
    m_forward = normalised(camera.focalPoint - camera.position);
    m_right = normalised(cross(m_forward, camera.viewUp));
    m_up = cross(m_right, m_forward);
}

ScreenProjection::Place ScreenProjection::place(const Vector3 &point) const {
    const Vector3 v = point - m_eye;
    const double depth = dot(v, m_forward);
    const double scale = m_pixelsPerUnit * (m_parallel ? 1 : m_distance / std::max(depth, 1e-6));
    return {m_viewport.width() / 2 + scale * dot(v, m_right), m_viewport.height() / 2 - scale * dot(v, m_up),
            m_parallel ? depth + 1e6 : depth};
}

ScreenProjection::Ray ScreenProjection::ray(QPointF pixel) const {
    const double x = (pixel.x() - m_viewport.width() / 2) / m_pixelsPerUnit;
    const double y = (m_viewport.height() / 2 - pixel.y()) / m_pixelsPerUnit;
    const Vector3 inPlane = m_focalPoint + m_right * x + m_up * y;
    if (m_parallel)
        return {inPlane - m_forward * m_distance, m_forward};
    return {m_eye, normalised(inPlane - m_eye)};
}

} // namespace quincunx
