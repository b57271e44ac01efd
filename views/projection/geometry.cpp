#include "views/projection/geometry.h"

#include "views/geometry/convex_hull.h"
#include "views/geometry/detector.h"
#include "views/geometry/helix.h"
#include "views/geometry/towers.h"
#include "views/projection/jet_shapes.h"

#include <algorithm>

namespace quincunx {
namespace {

/// The bar of a calorimeter cell stands on its front face and is as wide as the cell looks from the beam.
void placeCellTower(ProjectedObject &object, const Cell &cell, Projection projection, double length) {
    const Vector3 middle = centre(cell.front);
    const double phi = std::atan2(middle[1], middle[0]);
    object.base = project(projection, middle, phi);
    const double distance = std::hypot(object.base.x(), object.base.y());
    const QPointF along = distance > 0 ? object.base / distance : QPointF(1, 0);
    for (const Vector3 &corner : cell.front) {
        const QPointF offset = project(projection, corner, phi) - object.base;
        object.halfWidth =
            std::max(object.halfWidth, std::fabs(offset.x() * along.y() - offset.y() * along.x()));
    }
    object.halfWidth = std::clamp(object.halfWidth, 0.008, 0.1);
    object.tip = object.base + along * length;
}

void placeTower(ProjectedObject &object, QPointF direction, Projection projection, double length) {
    constexpr double halfAngle = 0.016;
    const double distance = calorimeterDistance(projection, direction);
    object.base = direction * distance;
    object.halfWidth = halfAngle * std::min(distance, 2 * detector::calorimeterFront.radius);
    object.tip = direction * (distance + length);
}

void addMuons(const Event &event, ProjectedGeometry &geometry) {
    for (const Muon &muon : event.muons) {
        QPolygonF line;
        for (const Vector3 &place : muonPath(muon))
            line << project(geometry.projection, place, muon.momentum.phi());
        geometry.muons.push_back(line);
    }
    for (const auto &corners : event.muonChambers) {
        const Vector3 middle = centre(corners);
        const double phi = std::atan2(middle[1], middle[0]);
        std::vector<QPointF> places;
        for (const Vector3 &corner : corners)
            places.push_back(project(geometry.projection, corner, phi));
        geometry.muonChambers.push_back(convexHull(std::move(places)));
    }
}

QRectF homeExtent(const ProjectedGeometry &geometry) {
    const bool transverse = geometry.projection == Projection::Transverse;
    QRectF extent = transverse ? QRectF(-3.3, -3.3, 6.6, 6.6) : QRectF(-5.65, -3.3, 11.3, 6.6);
    for (const auto *shapes : {&geometry.muons, &geometry.muonChambers})
        for (const QPolygonF &shape : *shapes)
            extent |= shape.boundingRect();
    return extent;
}

} // namespace

ProjectedGeometry ProjectedGeometry::make(const Scene &scene, const DisplaySettings &display,
                                          Projection projection) {
    ProjectedGeometry geometry;
    geometry.projection = projection;
    const Event &event = *scene.event;

    std::vector<int> order = scene.visible;
    std::ranges::stable_sort(order, {}, [&](int i) { return scene.pt[static_cast<std::size_t>(i)]; });
    const TowerScale scale(scene, display);

    geometry.objects.reserve(order.size());
    for (int i : order) {
        const auto index = static_cast<std::size_t>(i);
        const Particle &particle = event.particles[index];
        ProjectedObject object{.particle = i, .base = {}, .tip = {}};
        const double phi = scene.phi[index];
        const bool isHit = particle.kind == ObjectKind::Hit;
        QPointF direction = directionInPlane(projection, scene.eta[index], phi);
        if (!isHit) {
            const std::vector<Vector3> path = pathToCalorimeter(event, particle);
            const QPointF end = project(projection, path.back(), phi);
            if (const double distance = std::hypot(end.x(), end.y()); distance > 1e-6)
                direction = end / distance; // the tower stands where the bent path arrives
            if (display.tracks) {
                object.first = static_cast<std::uint32_t>(geometry.points.size());
                object.count = static_cast<std::uint32_t>(path.size());
                for (const Vector3 &place : path)
                    geometry.points.push_back(project(projection, place, phi));
            }
        }
        const double length = scale.length(particle);
        object.hasTower = display.hits && length > 0;
        if (object.hasTower && isHit && particle.detail >= 0)
            placeCellTower(object, event.cells[static_cast<std::size_t>(particle.detail)], projection,
                           length);
        else if (object.hasTower)
            placeTower(object, direction, projection, length);
        geometry.objects.push_back(object);
    }

    addJets(scene, display, geometry);
    if (display.hits || display.tracks)
        addMuons(event, geometry);
    if (display.tracks)
        for (const Vector3 &vertex : event.vertices)
            geometry.vertices.push_back(project(projection, vertex));
    geometry.extent = homeExtent(geometry);
    return geometry;
}

ProjectedGeometry ProjectedGeometry::withJets(const Scene &scene, const DisplaySettings &display) const {
    ProjectedGeometry geometry = *this;
    geometry.jets.clear();
    geometry.fileJets.clear();
    geometry.missing.reset();
    addJets(scene, display, geometry);
    return geometry;
}

std::optional<QRectF> extentOf(const ProjectedGeometry &geometry, const Selection &selection) {
    QRectF extent;
    bool any = false;
    auto include = [&](QPointF place) {
        const QRectF spot(place - QPointF(0.02, 0.02), QSizeF(0.04, 0.04));
        extent = any ? extent | spot : spot;
        any = true;
    };
    for (const ProjectedObject &object : geometry.objects) {
        if (!std::ranges::binary_search(selection.particles, object.particle))
            continue;
        for (std::uint32_t k = 0; k < object.count; ++k)
            include(geometry.points[object.first + k]);
        if (object.hasTower) {
            include(object.base);
            include(object.tip);
        }
    }
    for (int jet : selection.jets)
        if (jet < static_cast<int>(geometry.jets.size()))
            for (const QPolygonF &outline : geometry.jets[static_cast<std::size_t>(jet)].outlines)
                std::ranges::for_each(outline, include);
    return any ? std::optional(extent) : std::nullopt;
}

} // namespace quincunx
