#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace quincunx {

using Vector3 = std::array<double, 3>;

/// φ brought into (−π, π].
inline double wrapPhi(double phi) {
    constexpr double pi = std::numbers::pi;
    phi = std::remainder(phi, 2 * pi);
    return phi <= -pi ? pi : phi;
}

/// A four-momentum (px, py, pz, E) [GeV]; z is the beam, y up.
///
/// At the edges: a momentum exactly along the beam has rapidity and pseudorapidity ±`beamRapidity`
/// rather than ±∞, so that it can be drawn and sorted; the null vector has both 0, and a vector without
/// energy and p_z has rapidity 0.
struct FourMomentum {
    double px = 0, py = 0, pz = 0, E = 0;

    static constexpr double beamRapidity = 1e5;

    static FourMomentum fromPtEtaPhiMass(double pt, double eta, double phi, double mass) {
        const double pz = pt * std::sinh(eta);
        return {pt * std::cos(phi), pt * std::sin(phi), pz, std::sqrt(pt * pt + pz * pz + mass * mass)};
    }
    static FourMomentum fromPtRapidityPhiMass(double pt, double rapidity, double phi, double mass) {
        const double mt = std::sqrt(pt * pt + mass * mass);
        return {pt * std::cos(phi), pt * std::sin(phi), mt * std::sinh(rapidity), mt * std::cosh(rapidity)};
    }

    double pt() const { return std::hypot(px, py); }
    double p() const { return std::hypot(px, py, pz); }
    /// Azimuth in (−π, π].
    double phi() const { return px == 0 && py == 0 ? 0 : std::atan2(py, px); }
    /// Transverse energy E sin θ [GeV].
    double et() const { return p() > 0 ? E * pt() / p() : 0; }
    /// m² = E² − p² [GeV²], in the form that loses the least for light particles.
    double massSquared() const { return (E - p()) * (E + p()); }
    /// Signed mass [GeV]: −√(−m²) for space-like vectors, as FastJet has it.
    double mass() const {
        const double m2 = massSquared();
        return m2 >= 0 ? std::sqrt(m2) : -std::sqrt(-m2);
    }
    /// y = ½ ln((E+pz)/(E−pz)), from the transverse mass for accuracy at large |y|.
    double rapidity() const {
        const double mt2 = px * px + py * py + std::fmax(0.0, massSquared());
        if (mt2 == 0 || E + std::fabs(pz) <= 0)
            return pz == 0 ? 0 : std::copysign(beamRapidity, pz);
        const double y = std::log((E + std::fabs(pz)) / std::sqrt(mt2));
        return pz < 0 ? -y : y;
    }
    /// η = asinh(pz/pT).
    double eta() const {
        const double t = pt();
        if (t == 0)
            return pz == 0 ? 0 : std::copysign(beamRapidity, pz);
        return std::asinh(pz / t);
    }

    FourMomentum &operator+=(const FourMomentum &other) {
        px += other.px;
        py += other.py;
        pz += other.pz;
        E += other.E;
        return *this;
    }
    friend FourMomentum operator+(FourMomentum a, const FourMomentum &b) { return a += b; }
    bool operator==(const FourMomentum &) const = default;
};

} // namespace quincunx
