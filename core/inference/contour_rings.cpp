#include "core/inference/contour_rings.h"

namespace quincunx {
namespace {

/// The grid with a rim of zeros on the edges of its extent.
class RimmedGrid {
public:
    RimmedGrid(const DensityGrid &grid, double level)
        : m_grid(grid)
        , m_level(level)
        , width(static_cast<int>(grid.density.cols()) + 2)
        , height(static_cast<int>(grid.density.rows()) + 2)
        , m_next(static_cast<std::size_t>(2 * width * height), -1) {}

    std::vector<Ring> rings() {
        for (int row = 0; row + 1 < height; ++row)
            for (int column = 0; column + 1 < width; ++column)
                joinEdgesOf(row, column);
        std::vector<Ring> all;
        for (std::size_t first = 0; first < m_next.size(); ++first) {
            if (m_next[first] < 0)
                continue;
            Ring &ring = all.emplace_back();
            for (auto edge = static_cast<int>(first); edge >= 0;) {
                ring.push_back(crossing(edge));
                edge = std::exchange(m_next[static_cast<std::size_t>(edge)], -1);
            }
            ring.pop_back(); // the first again
        }
        return all;
    }

private:
    double at(int row, int column) const {
        const bool rim = row == 0 || column == 0 || row == height - 1 || column == width - 1;
        return rim ? 0 : m_grid.density(row - 1, column - 1);
    }
    static double place(int index, int count, const Extent &extent) {
        const double cells = count - 2, cell = std::clamp(index - 0.5, 0., cells);
        return extent.low + cell / cells * extent.length();
    }

    // Edges are numbered by their lower left end, those to the right even, those upwards odd.
    int edgeNumber(int row, int column, bool upwards) const { return 2 * (row * width + column) + upwards; }

    std::array<double, 2> crossing(int edge) const {
        const bool upwards = edge % 2 != 0;
        const int row = edge / 2 / width, column = edge / 2 % width;
        const int row2 = row + upwards, column2 = column + !upwards;
        const double a = at(row, column), b = at(row2, column2), t = (m_level - a) / (b - a);
        const double x = place(column, width, m_grid.x), y = place(row, height, m_grid.y);
        return {x + t * (place(column2, width, m_grid.x) - x), y + t * (place(row2, height, m_grid.y) - y)};
    }

    /// Around the square, corners counter-clockwise: a piece of line goes from where the walk leaves the
    /// region to where it enters it again. At a saddle the mean of the corners says what is joined.
    void joinEdgesOf(int row, int column) {
        const std::array<double, 4> corner = {at(row, column), at(row, column + 1), at(row + 1, column + 1),
                                              at(row + 1, column)};
        const std::array<int, 4> edge = {edgeNumber(row, column, false), edgeNumber(row, column + 1, true),
                                         edgeNumber(row + 1, column, false), edgeNumber(row, column, true)};
        auto inside = [&](int k) { return corner[static_cast<std::size_t>(k % 4)] >= m_level; };
        const bool joined = corner[0] + corner[1] + corner[2] + corner[3] >= 4 * m_level;
        for (int leaves = 0; leaves < 4; ++leaves) {
            if (!inside(leaves) || inside(leaves + 1))
                continue;
            int enters = leaves;
            if (joined) { // forwards around what is outside, else backwards around what is inside
                while (inside(enters) || !inside(enters + 1))
                    ++enters;
            } else {
                enters += 3;
                while (inside(enters) || !inside(enters + 1))
                    enters += 3;
            }
            m_next[static_cast<std::size_t>(edge[static_cast<std::size_t>(leaves)])] =
                edge[static_cast<std::size_t>(enters % 4)];
        }
    }

    const DensityGrid &m_grid;
    double m_level;
    int width, height;
    std::vector<int> m_next; // from edge to edge along the line; −1 none
};

} // namespace

std::vector<Ring> contourRings(const DensityGrid &grid, double level) {
    if (!(level > 0))
        return {};
    return RimmedGrid(grid, level).rings();
}

} // namespace quincunx
