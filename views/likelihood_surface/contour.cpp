#include "views/likelihood_surface/contour.h"

#include <array>
#include <cmath>

namespace quincunx {

QVector<QLineF> contour(const Eigen::MatrixXd &heights, double level) {
    QVector<QLineF> lines;
    for (Eigen::Index row = 0; row + 1 < heights.rows(); ++row)
        for (Eigen::Index column = 0; column + 1 < heights.cols(); ++column) {
            // The corners in turn; where an edge between two of them crosses the level.
            const std::array<double, 4> corner = {heights(row, column), heights(row, column + 1),
                                                  heights(row + 1, column + 1), heights(row + 1, column)};
            constexpr std::array<std::array<int, 2>, 4> at = {{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
            QVector<QPointF> crossings;
            bool finite = true;
            for (std::size_t k = 0; k < 4; ++k) {
                const std::size_t next = (k + 1) % 4;
                finite &= std::isfinite(corner[k]);
                if ((corner[k] < level) == (corner[next] < level))
                    continue;
                const double t = (level - corner[k]) / (corner[next] - corner[k]);
                crossings << QPointF(static_cast<double>(column) + at[k][0] + t * (at[next][0] - at[k][0]),
                                     static_cast<double>(row) + at[k][1] + t * (at[next][1] - at[k][1]));
            }
            for (qsizetype k = 0; finite && k + 1 < crossings.size(); k += 2)
                lines << QLineF(crossings[k], crossings[k + 1]);
        }
    return lines;
}

} // namespace quincunx
