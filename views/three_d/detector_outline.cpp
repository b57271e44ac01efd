#include "views/three_d/detector_outline.h"

#include "views/geometry/detector.h"

namespace quincunx {
namespace {

constexpr double turn = 2 * std::numbers::pi;

void addRing(Mesh &mesh, double radius, double z, const QColor &colour) {
    std::vector<Vector3> ring;
    constexpr int pieces = 96;
    for (int k = 0; k <= pieces; ++k)
        ring.push_back({radius * std::cos(turn * k / pieces), radius * std::sin(turn * k / pieces), z});
    mesh.addLine(ring, colour);
}

void addCylinder(Mesh &mesh, const Cylinder &cylinder, int staves, int rings, const QColor &colour) {
    for (int k = 0; k < rings; ++k)
        addRing(mesh, cylinder.radius, cylinder.halfLength * (2.0 * k / (rings - 1) - 1), colour);
    for (int k = 0; k < staves; ++k) {
        const double x = cylinder.radius * std::cos(turn * k / staves),
                     y = cylinder.radius * std::sin(turn * k / staves);
        mesh.addLine({x, y, -cylinder.halfLength}, {x, y, cylinder.halfLength}, colour);
    }
}

} // namespace

Layer detectorOutline(const QColor &line, const QColor &canvas, bool withSolenoid) {
    using namespace detector;
    Layer layer;
    const QColor strong = mixed(canvas, line, 0.95), faint = mixed(canvas, line, 0.55);
    if (withSolenoid)
        addCylinder(layer.mesh, solenoid, 0, 2, mixed(canvas, line, 0.4));
    addCylinder(layer.mesh, calorimeterFront, 24, 5, faint);
    for (double z : {-calorimeterFront.halfLength, calorimeterFront.halfLength}) {
        addRing(layer.mesh, calorimeterFront.radius, z, strong);
        for (double eta : {2.0, 2.5, 3.0})
            addRing(layer.mesh, calorimeterFront.halfLength / std::sinh(eta), z, faint);
    }
    layer.mesh.addLine({0, 0, -solenoid.halfLength}, {0, 0, solenoid.halfLength}, strong);
    return layer;
}

} // namespace quincunx
