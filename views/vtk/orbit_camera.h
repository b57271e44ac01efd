#pragma once

#include "views/geometry/vector.h"

#include <QMarginsF>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <nlohmann/json.hpp>

#include <span>

namespace quincunx {

/// A camera that turns about a point: the place where the mouse's gestures become geometry. A plain value,
/// free of VTK, so that picking and labels use the same projection as the picture and tests need no window.
struct OrbitCamera {
    Vector3 position{0, 0, 10};
    Vector3 focalPoint{0, 0, 0};
    Vector3 viewUp{0, 1, 0};
    Vector3 axis{0, 1, 0}; ///< unit vector that stays upright on the screen; horizontal drags turn about it
    bool parallel = false;
    double viewAngle = 30;    ///< vertical opening [degrees], used unless parallel
    double parallelScale = 1; ///< half the height of what is seen, used if parallel

    /// Half the height of what is seen in the plane of the focal point.
    double halfHeight() const;

    /// Turns by angles [rad]: about the axis, then up or down, never over the pole.
    void rotate(double azimuth, double elevation);
    /// Moves the scene with the mouse: what lies in the focal plane under the cursor stays there.
    /// \param pixels moved, y downwards.
    void pan(QPointF pixels, QSizeF viewport);
    /// Shows everything `factor` times larger; the focal plane's point under `cursor` stays in place.
    void zoom(double factor, QPointF cursor, QSizeF viewport);
    /// Brings `points` into the viewport less its margins, as large as possible, without turning.
    void frame(std::span<const Vector3> points, QSizeF viewport, QMarginsF margins);

    nlohmann::json toJson() const;
    /// \param shape whose axis, viewAngle and projection are kept: they belong to the view, not to the user.
    /// \throws Error or nlohmann::json::exception unless it is a camera: finite numbers, a direction to look
    /// in that is not viewUp's, a positive scale.
    static OrbitCamera fromJson(const nlohmann::json &json, const OrbitCamera &shape);

    bool operator==(const OrbitCamera &) const = default;
};

/// Where points of space appear in a viewport [pixels, y downwards], and back.
class ScreenProjection {
public:
    ScreenProjection(const OrbitCamera &camera, QSizeF viewport);

    struct Place {
        double x, y;  ///< [pixels]
        double depth; ///< distance from the eye's plane; not positive: not to be seen
    };
    Place place(const Vector3 &point) const;
    QPointF operator()(const Vector3 &point) const {
        const Place at = place(point);
        return {at.x, at.y};
    }

    struct Ray {
        Vector3 origin, direction;
    };
    /// All points that appear under `pixel`.
    Ray ray(QPointF pixel) const;

    const Vector3 &right() const { return m_right; } ///< unit vectors of the screen in space
    const Vector3 &up() const { return m_up; }
    const Vector3 &forward() const { return m_forward; }
    QSizeF viewport() const { return m_viewport; }

private:
    QSizeF m_viewport;
    Vector3 m_eye, m_focalPoint, m_right, m_up, m_forward;
    bool m_parallel;
    double m_distance;      // from the eye to the focal point
    double m_pixelsPerUnit; // in the plane of the focal point
};

} // namespace quincunx
