#include "views/projection/geometry.h"

#include "views/projection/jet_shapes.h"
#include "views/projection/trajectory.h"

#include <algorithm>
#include <numeric>

namespace quincunx {
namespace {

constexpr double longestTower = 1.35; // [m]

double towerEnergy(const Particle &particle) {
    const double et = particle.momentum.et();
    return std::isfinite(et) ? std::max(et, 0.0) : 0;
}

/// The bar of a calorimeter cell stands on its front face and is as wide as the cell looks from the beam.
void placeCellTower(ProjectedObject &object, const Cell &cell, Projection projection, double length) {
    Vector3 centre{};
    for (const Vector3 &corner : cell.front)
        for (std::size_t axis = 0; axis < 3; ++axis)
            centre[axis] += corner[axis] / 4;
    const double phi = std::atan2(centre[1], centre[0]);
    object.base = project(projection, centre, phi);
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
    object.halfWidth = halfAngle * std::min(distance, 2 * detector::ecalRadius);
    object.tip = direction * (distance + length);
}

void addMuons(const Event &event, ProjectedGeometry &geometry) {
    for (const Muon &muon : event.muons) {
        const double phi = muon.momentum.phi(), eta = muon.momentum.eta();
        QPolygonF line{QPointF(0, 0)};
        for (const Vector3 &place : muon.path)
            line << project(geometry.projection, place, phi);
        if (muon.path.empty()) {
            const QPointF direction = directionInPlane(geometry.projection, eta, phi);
            line << direction * (calorimeterDistance(geometry.projection, direction) + 1.8);
        }
        geometry.muons.push_back(line);
    }
    for (const auto &corners : event.muonChambers) {
        Vector3 centre{};
        for (const Vector3 &corner : corners)
            for (std::size_t axis = 0; axis < 3; ++axis)
                centre[axis] += corner[axis] / 8;
        const double phi = std::atan2(centre[1], centre[0]);
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

double towerLength(double et, double largest, DisplaySettings::HeightScale scale) {
    if (!(et > 0) || !(largest > 0))
        return 0;
    const double x = std::min(et / largest, 1.0);
    switch (scale) {
    case DisplaySettings::HeightScale::Linear:
        return longestTower * x;
    case DisplaySettings::HeightScale::Logarithmic:
        return longestTower * std::log1p(std::min(et, largest)) / std::log1p(largest);
    case DisplaySettings::HeightScale::SquareRoot:
        break;
    }
    return longestTower * std::sqrt(x);
}

ProjectedGeometry ProjectedGeometry::make(const Scene &scene, const DisplaySettings &display,
                                          Projection projection) {
    ProjectedGeometry geometry;
    geometry.projection = projection;
    const Event &event = *scene.event;

    std::vector<int> order = scene.visible;
    std::ranges::stable_sort(order, {}, [&](int i) { return scene.pt[static_cast<std::size_t>(i)]; });
    double largest = 0;
    for (int i : order)
        largest = std::max(largest, towerEnergy(event.particles[static_cast<std::size_t>(i)]));

    geometry.objects.reserve(order.size());
    for (int i : order) {
        const auto index = static_cast<std::size_t>(i);
        const Particle &particle = event.particles[index];
        ProjectedObject object{.particle = i, .base = {}, .tip = {}};
        const double phi = scene.phi[index];
        const bool isHit = particle.kind == ObjectKind::Hit;
        if (display.tracks && !isHit) {
            object.first = static_cast<std::uint32_t>(geometry.points.size());
            for (const Vector3 &place : pathToCalorimeter(event, particle))
                geometry.points.push_back(project(projection, place, phi));
            object.count = static_cast<std::uint32_t>(geometry.points.size()) - object.first;
        }
        // A reconstructed track is no calorimeter energy: its cells are objects of their own.
        if (display.hits && particle.kind != ObjectKind::Track) {
            const double length = towerLength(towerEnergy(particle), largest, display.heightScale);
            object.hasTower = length > 0;
            if (isHit && particle.detail >= 0)
                placeCellTower(object, event.cells[static_cast<std::size_t>(particle.detail)], projection,
                               length);
            else
                placeTower(object, directionInPlane(projection, scene.eta[index], phi), projection, length);
        }
        geometry.objects.push_back(object);
    }

    addJets(scene, display, geometry);
    if (display.hits || display.tracks)
        addMuons(event, geometry);
    geometry.extent = homeExtent(geometry);
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
