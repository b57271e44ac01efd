#pragma once

#include "views/geometry/vector.h"

namespace quincunx {

/// A cylinder about the beam, centred on the origin [m].
struct Cylinder {
    double radius, halfLength;

    bool contains(const Vector3 &point) const;
    /// Where the ray from the origin towards (η, φ) meets it.
    Vector3 point(double eta, double phi) const;
};

/// A general-purpose collider detector with the measures of CMS, rounded [m].
/// Source: CMS Collaboration, "The CMS experiment at the CERN LHC", JINST 3 (2008) S08004, §§2, 4, 5.
namespace detector {

inline constexpr double field = 3.8; ///< of the solenoid, along +z [T]

/// The front of the electromagnetic calorimeter, up to which particles are drawn: crystals of the barrel
/// begin at 1.29 m, the endcaps at 3.15 m.
inline constexpr Cylinder calorimeterFront{1.29, 3.15};
inline constexpr double endcapEnd = 3.65; ///< |z| where the electromagnetic endcaps end
inline constexpr double endcapOuter = 1.71;
inline constexpr double endcapInner = 0.315; ///< the endcaps' hole around the beam (η = 3)

inline constexpr double hcalInner = 1.77;
inline constexpr double hcalBarrelEnd = 4.3;
inline constexpr double hcalEndcapFace = 3.9, hcalEndcapEnd = 5.5;

/// The solenoid's bore, which holds the hadronic calorimeter: 5.9 m across, 12.5 m long.
inline constexpr Cylinder solenoid{2.95, 6.25};

} // namespace detector

} // namespace quincunx
