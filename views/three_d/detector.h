#pragma once

#include "views/vtk/mesh.h"

namespace quincunx {

/// A cylinder about the beam, centred on the origin [m].
struct Cylinder {
    double radius, halfLength;

    /// Where the ray from the origin towards (η, φ) meets it.
    Vector3 point(double eta, double phi) const;
};

/// The front of the electromagnetic calorimeter of CMS: crystals of the barrel begin at 1.29 m, endcaps
/// at 3.15 m (CMS Collaboration, JINST 3 (2008) S08004, §4); particles are drawn up to here.
inline constexpr Cylinder calorimeterFront{1.29, 3.0};
/// The solenoid's bore, which holds the hadronic calorimeter (ibid., §2): 5.9 m across, 12.5 m long.
inline constexpr Cylinder solenoid{2.95, 6.25};

/// Thin outlines: calorimeter front, endcap rings at |η| = 2, 2.5, 3, beam, and if wanted the solenoid.
Layer detectorOutline(const QColor &line, const QColor &canvas, bool withSolenoid);

} // namespace quincunx
