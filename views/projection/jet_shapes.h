#pragma once

#include "views/projection/geometry.h"

namespace quincunx {

/// A sector around the origin between two angles of the plane (`from` < `to`), as a closed polygon.
QPolygonF sector(double from, double to, double inner, double outer);

/// The wedge of a cone of radius `radius` in (η, φ): φ ± R, or θ of η ± R in the half of φ; between two
/// distances from the origin.
QPolygonF coneWedge(Projection projection, double eta, double phi, double radius, double inner, double outer);

/// How far beyond the calorimeter's face bands reach [m].
inline constexpr double deepestBand = 0.56;

/// Where around the calorimeter the catchment of a jet reaches, and how deeply: bands whose thickness at an
/// angle follows the number of its ghosts there. Empty without ghosts.
std::vector<QPolygonF> catchmentBands(Projection projection,
                                      const std::vector<std::array<double, 2>> &ghosts);

/// Fills jets, fileJets and missing of `geometry`.
void addJets(const Scene &scene, const DisplaySettings &display, ProjectedGeometry &geometry);

} // namespace quincunx
