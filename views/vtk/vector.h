#pragma once

#include "core/event/four_momentum.h"

namespace quincunx {

// The few operations on points and directions that the 3-D views need.

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
/// Of length 1; the null vector stays what it is.
inline Vector3 normalised(const Vector3 &a) {
    const double size = length(a);
    return size > 0 ? a * (1 / size) : a;
}

} // namespace quincunx
