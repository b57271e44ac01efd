#pragma once

#include "core/inference/galton.h"

#include <vector>

namespace quincunx {

/// Beads that fall through a Galton board one after the other, and the bins in which they have ended. The
/// same seed and the same steps give the same beads.
class BeadRun {
public:
    struct Bead {
        double row = 0;                                         ///< how far it has fallen, in rows
        int from = GaltonBoard::start, to = GaltonBoard::start; ///< nails before and after this row
    };

    explicit BeadRun(double theta, std::uint64_t seed = 1) : m_theta(theta), m_random(seed) {}

    double theta() const { return m_theta; }
    const std::vector<Bead> &falling() const { return m_falling; }
    const std::array<int, GaltonBoard::nails> &bins() const { return m_bins; }
    int landed() const { return m_landed; }

    /// \param time in rows that a bead falls. \param rate beads that start in the time of a row.
    void advance(double time, double rate);
    /// Lets so many beads fall at once, without being seen.
    void drop(int beads);

private:
    int after(int row, int nail);
    void land(int bin);

    double m_theta, m_started = 0;
    RandomEngine m_random;
    std::vector<Bead> m_falling;
    std::array<int, GaltonBoard::nails> m_bins{};
    int m_landed = 0;
};

/// Where a nail is, in nails from the middle of the board: every other row is shifted by half of one.
inline double nailPlace(int row, int nail) {
    return nail - GaltonBoard::start - (row % 2 == 0 ? 0 : 0.5);
}

} // namespace quincunx
