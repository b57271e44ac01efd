#include "views/galton/bead_run.h"

#include <cmath>

namespace quincunx {

int BeadRun::after(int row, int nail) {
    const auto [left, right] = GaltonBoard::neighbours(row, nail);
    return uniform(m_random) < GaltonBoard::leftProbability(row, nail, m_theta) ? left : right;
}

void BeadRun::land(int bin) {
    ++m_bins[static_cast<std::size_t>(bin)];
    ++m_landed;
}

void BeadRun::drop(int beads) {
    for (; beads > 0; --beads) {
        int nail = GaltonBoard::start;
        for (int row = 0; row < GaltonBoard::rows; ++row)
            nail = after(row, nail);
        land(nail);
    }
}

void BeadRun::advance(double time, double rate) {
    for (Bead &bead : m_falling) {
        const double end = bead.row + time;
        while (std::floor(bead.row) + 1 <= end && bead.row < GaltonBoard::rows) {
            bead.row = std::floor(bead.row) + 1;
            bead.from = bead.to;
            if (const int row = static_cast<int>(bead.row); row < GaltonBoard::rows)
                bead.to = after(row, bead.from);
        }
        if (bead.row < GaltonBoard::rows)
            bead.row = end;
        else
            land(bead.from);
    }
    std::erase_if(m_falling, [](const Bead &bead) { return bead.row >= GaltonBoard::rows; });
    m_started += time * rate;
    for (; m_started >= 1; --m_started) {
        Bead &bead = m_falling.emplace_back();
        bead.to = after(0, bead.from);
        bead.row = std::min(m_started / std::max(rate, 1e-9), 0.99); // those of one step do not fall as one
        bead.row -= std::floor(bead.row);
    }
}

} // namespace quincunx
