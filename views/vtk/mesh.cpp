#include "views/vtk/mesh.h"

#include <algorithm>

namespace quincunx {
namespace {

Vector3 faceNormal(const Vector3 &a, const Vector3 &b, const Vector3 &c) {
    return normalised(cross(b - a, c - a));
}

Mesh::Rgba rgbaOf(const QColor &colour) {
    const QRgb rgba = colour.rgba();
    return {static_cast<std::uint8_t>(qRed(rgba)), static_cast<std::uint8_t>(qGreen(rgba)),
            static_cast<std::uint8_t>(qBlue(rgba)), static_cast<std::uint8_t>(qAlpha(rgba))};
}

// Two lamps and some light from everywhere; the numbers keep the brightest face at the colour itself.
Mesh::Rgba shaded(const Mesh::Rgba &colour, const Vector3 &normal) {
    static const Vector3 lamp = normalised({0.35, 0.75, 0.56});
    const double light = 0.78 + 0.16 * dot(normal, lamp) + 0.06 * std::fabs(normal[2]);
    const double f = std::clamp(light, 0.6, 1.0);
    auto dimmed = [&](std::size_t k) { return static_cast<std::uint8_t>(colour[k] * f + 0.5); };
    return {dimmed(0), dimmed(1), dimmed(2), colour[3]};
}

} // namespace

std::int64_t Mesh::addVertices(std::span<const Vector3> added, const Rgba &colour) {
    const std::size_t first = points.size() / 3;
    points.resize(3 * (first + added.size()));
    colours.resize(4 * (first + added.size()));
    float *place = points.data() + 3 * first;
    std::uint8_t *paint = colours.data() + 4 * first;
    for (const Vector3 &vertex : added) {
        for (const double coordinate : vertex)
            *place++ = static_cast<float>(coordinate);
        paint = std::ranges::copy(colour, paint).out;
    }
    return static_cast<std::int64_t>(first);
}

void Mesh::addLine(std::span<const Vector3> path, const QColor &colour) {
    if (path.size() < 2)
        return;
    const std::int64_t first = addVertices(path, rgbaOf(colour));
    for (std::size_t k = 0; k < path.size(); ++k)
        lineVertices.push_back(first + static_cast<std::int64_t>(k));
    lineStarts.push_back(static_cast<std::int64_t>(lineVertices.size()));
}

void Mesh::addTriangle(const Vector3 &a, const Vector3 &b, const Vector3 &c, const QColor &colour) {
    const std::int64_t first = addVertices(std::array{a, b, c}, rgbaOf(colour));
    for (std::int64_t k : {0, 1, 2})
        triangles.push_back(first + k);
}

void Mesh::addQuad(std::span<const Vector3, 4> corners, const QColor &colour) {
    addQuad(corners, rgbaOf(colour));
}

void Mesh::addQuad(std::span<const Vector3, 4> corners, const Rgba &colour) {
    const std::int64_t first = addVertices(corners, colour);
    for (std::int64_t k : {0, 1, 2, 0, 2, 3})
        triangles.push_back(first + k);
}

void Mesh::addTower(std::span<const Vector3, 4> base, std::span<const Vector3, 4> end, const QColor &colour) {
    const Rgba plain = rgbaOf(colour);
    const Vector3 middle = (base[0] + base[2] + end[0] + end[2]) * 0.25;
    auto face = [&](const Vector3 &a, const Vector3 &b, const Vector3 &c, const Vector3 &d) {
        Vector3 normal = faceNormal(a, b, c);
        if (dot(normal, a + c - middle * 2) < 0)
            normal = normal * -1;
        addQuad(std::array{a, b, c, d}, shaded(plain, normal));
    };
    for (std::size_t k = 0; k < 4; ++k)
        face(base[k], base[(k + 1) % 4], end[(k + 1) % 4], end[k]);
    face(end[0], end[1], end[2], end[3]);
}

void Mesh::addTowerEdges(std::span<const Vector3, 4> base, std::span<const Vector3, 4> end,
                         const QColor &colour) {
    addLine(std::array{base[0], base[1], base[2], base[3], base[0]}, colour);
    addLine(std::array{end[0], end[1], end[2], end[3], end[0]}, colour);
    for (std::size_t k = 0; k < 4; ++k)
        addLine(base[k], end[k], colour);
}

void Mesh::addOctahedron(const Vector3 &at, double size, const QColor &colour) {
    const std::array<Vector3, 4> belt{Vector3{size, 0, 0}, {0, size, 0}, {-size, 0, 0}, {0, -size, 0}};
    for (std::size_t k = 0; k < 4; ++k) {
        addTriangle(at + belt[k], at + belt[(k + 1) % 4], at + Vector3{0, 0, size}, colour);
        addTriangle(at + belt[k], at + belt[(k + 1) % 4], at - Vector3{0, 0, size},
                    mixed(Qt::black, colour, 0.7));
    }
}

QColor mixed(const QColor &a, const QColor &b, double t) {
    const auto f = static_cast<float>(std::clamp(t, 0.0, 1.0));
    return QColor::fromRgbF(a.redF() + (b.redF() - a.redF()) * f, a.greenF() + (b.greenF() - a.greenF()) * f,
                            a.blueF() + (b.blueF() - a.blueF()) * f);
}

QColor withAlpha(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(std::clamp(alpha, 0.0, 1.0)));
    return colour;
}

} // namespace quincunx
