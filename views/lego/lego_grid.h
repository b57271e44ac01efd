#pragma once

#include "views/document/scene.h"

#include <vector>

namespace quincunx {

/// Part of a tower: the objects of one cell that share a colour.
struct LegoSegment {
    double et = 0;              ///< sum [GeV]
    std::vector<int> particles; ///< by falling E_T
    double bottom = 0, top = 0; ///< in units of the tower's height
};

/// A tower: all that fell into one cell of the η–φ plane.
struct LegoCell {
    int column = 0, row = 0;           ///< in η and φ
    double et = 0;                     ///< sum [GeV]
    std::vector<LegoSegment> segments; ///< by falling E_T, from the floor upwards
    int hardest = -1;                  ///< particle
};

/// The η–φ plane in cells of 0.1 × 2π/63, the width closest to 0.1 that fits the circle. φ is periodic.
struct LegoGrid {
    static constexpr double etaWidth = 0.1;
    static constexpr int rows = 63;

    double etaRange = 5; ///< cells lie in |η| < etaRange, a multiple of ½ from 2½ to 5
    std::vector<LegoCell> cells;
    double highest = 0; ///< E_T of the highest tower [GeV]
    int beyond = 0;     ///< objects left out because they lie further forward than the range

    LegoGrid() = default;
    /// Takes what is clustered, so that no energy counts twice; all that is visible if nothing is. What lies
    /// beyond etaRange = 10 is left out. Segments are split by what the colours tell. Cost O(n log n).
    LegoGrid(const Scene &scene, DisplaySettings::Colour colour);

    int columns() const;
    double etaOf(int column) const { return -etaRange + column * etaWidth; } ///< lower edge
    static double phiOf(int row);                                            ///< lower edge, from −π
    int columnAt(double eta) const;                                          ///< −1 outside the range
    static int rowAt(double phi);                                            ///< any φ; wrapped
    /// −1 if the particle is in none.
    int cellOf(int particle) const;

private:
    std::vector<int> m_cellOf;
};

} // namespace quincunx
