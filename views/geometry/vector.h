#pragma once

#include "core/event/four_momentum.h"

#include <span>

namespace quincunx {

// The few operations on points and directions that drawing needs.

inline Vector3 operator+(const Vector3 &a, const Vector3 &b) {
    return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}
inline Vector3 operator-(const Vector3 &a, const Vector3 &b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
inline Vector3 operator*(const Vector3 &a, double f) {
    return {a[0] * f, a[1] * f, a[2] * f};
}
inline double dot(const Vector3 &a, const Vector3 &b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
inline Vector3 cross(const Vector3 &a, const Vector3 &b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
inline double length(const Vector3 &a) {
    return std::hypot(a[0], a[1], a[2]);
}
/// The middle of the corners of a face or body.
inline Vector3 centre(std::span<const Vector3> corners) {
    Vector3 sum{0, 0, 0};
    for (const Vector3 &corner : corners)
        sum = sum + corner;
    return sum * (1.0 / static_cast<double>(corners.size()));
}
/// Of length 1; the null vector stays what it is.
inline Vector3 normalised(const Vector3 &a) {
    const double size = length(a);
    return size > 0 ? a * (1 / size) : a;
}

} // namespace quincunx
