#pragma once

#include "core/event/event.h"

#include <vector>

namespace quincunx {

/// Points along the way of a particle to the face of the calorimeter [m], close enough together that
/// straight lines between them are within 2 mm of the way.
///
/// A charge q bends in the solenoid's field of 3.8 T on a circle of r [m] = p_T [GeV] / (0.3 B [T] |q|),
/// clockwise in the transverse plane for q > 0 (field along +z); without charge the way is straight.
/// Particles that never get out are followed for one turn.
///
/// \param start [m]; \param direction need not be a unit vector; \param pt [GeV].
/// \return at least two points; both are `start` if there is no direction.
std::vector<Vector3> pathToCalorimeter(const Vector3 &start, const Vector3 &direction, double pt, int charge);

/// Of a particle or track of `event`.
std::vector<Vector3> pathToCalorimeter(const Event &event, const Particle &particle);

} // namespace quincunx
