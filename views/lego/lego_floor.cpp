#include "views/lego/lego_floor.h"

#include <algorithm>
#include <optional>

namespace quincunx {
namespace {

using std::numbers::pi;

// A rectangle whose φ may lie anywhere, brought onto the floor: one piece, two if it crosses φ = ±π.
void addRectangle(std::vector<std::array<Vector3, 4>> &out, double eta1, double eta2, double phi1,
                  double phi2, double etaRange, double z) {
    eta1 = std::max(eta1, -etaRange);
    eta2 = std::min(eta2, etaRange);
    if (eta1 >= eta2)
        return;
    for (double turn : {-2 * pi, 0.0, 2 * pi}) {
        const double low = std::max(phi1 + turn, -pi), high = std::min(phi2 + turn, pi);
        if (low < high)
            out.push_back({{{eta1, low, z}, {eta2, low, z}, {eta2, high, z}, {eta1, high, z}}});
    }
}

// The part of a→b inside the floor (Liang and Barsky).
std::optional<std::array<Vector3, 2>> clipped(const Vector3 &a, const Vector3 &b, double etaRange) {
    double first = 0, last = 1;
    const double limits[2] = {etaRange, pi};
    for (std::size_t axis : {0, 1}) {
        const double d = b[axis] - a[axis];
        for (double side : {-1.0, 1.0}) {
            const double p = side * d, q = limits[axis] - side * a[axis];
            if (p == 0 && q < 0)
                return {};
            if (p < 0)
                first = std::max(first, q / p);
            if (p > 0)
                last = std::min(last, q / p);
        }
    }
    if (first >= last)
        return {};
    return std::array{a + (b - a) * first, a + (b - a) * last};
}

} // namespace

std::vector<std::vector<Vector3>> floorCircle(double eta, double phi, double radius, double etaRange,
                                              double z) {
    std::vector<std::vector<Vector3>> pieces;
    constexpr int steps = 72;
    phi = wrapPhi(phi);
    for (double turn : {-2 * pi, 0.0, 2 * pi}) {
        auto at = [&](int k) {
            const double t = 2 * pi * k / steps;
            return Vector3{eta + radius * std::cos(t), phi + turn + radius * std::sin(t), z};
        };
        bool joined = false;
        for (int k = 0; k < steps; ++k) {
            const auto part = clipped(at(k), at(k + 1), etaRange);
            if (!part) {
                joined = false;
                continue;
            }
            if (!joined)
                pieces.push_back({(*part)[0]});
            pieces.back().push_back((*part)[1]);
            joined = true;
        }
    }
    return pieces;
}

std::vector<std::array<Vector3, 4>> floorDisc(double eta, double phi, double radius, double etaRange,
                                              double z, int strips) {
    std::vector<std::array<Vector3, 4>> quads;
    phi = wrapPhi(phi);
    const double height = 2 * radius / strips;
    for (int k = 0; k < strips; ++k) {
        const double low = -radius + k * height, middle = low + height / 2;
        const double half = std::sqrt(std::max(0.0, radius * radius - middle * middle));
        addRectangle(quads, eta - half, eta + half, phi + low, phi + low + height, etaRange, z);
    }
    return quads;
}

std::vector<std::array<Vector3, 4>> floorSquare(double eta, double phi, double half, double etaRange,
                                                double z) {
    std::vector<std::array<Vector3, 4>> quads;
    phi = wrapPhi(phi);
    addRectangle(quads, eta - half, eta + half, phi - half, phi + half, etaRange, z);
    return quads;
}

double floorDistance(double eta1, double phi1, double eta2, double phi2) {
    return std::hypot(eta1 - eta2, wrapPhi(phi1 - phi2));
}

} // namespace quincunx
