#include "core/trees/matching.h"

#include <limits>
#include <vector>

namespace quincunx {

double largestMatching(const Eigen::MatrixXd &gain) {
    // Rows enter one by one; each time the cheapest alternating path to a free column is found (Dijkstra with
    // reduced costs −gain − u − v ≥ 0). Column 0 is where the entering row stands.
    const auto n = static_cast<std::size_t>(gain.rows());
    std::vector<double> u(n + 1, 0.0), v(n + 1, 0.0);
    std::vector<std::size_t> rowOf(n + 1, 0), previous(n + 1, 0);
    for (std::size_t row = 1; row <= n; ++row) {
        std::vector<double> distance(n + 1, std::numeric_limits<double>::infinity());
        std::vector<bool> visited(n + 1, false);
        std::size_t column = 0;
        rowOf[0] = row;
        do {
            visited[column] = true;
            const std::size_t from = rowOf[column];
            double least = std::numeric_limits<double>::infinity();
            std::size_t next = 0;
            for (std::size_t j = 1; j <= n; ++j) {
                if (visited[j])
                    continue;
                const double cost =
                    -gain(static_cast<Eigen::Index>(from - 1), static_cast<Eigen::Index>(j - 1)) - u[from] -
                    v[j];
                if (cost < distance[j]) {
                    distance[j] = cost;
                    previous[j] = column;
                }
                if (distance[j] < least) {
                    least = distance[j];
                    next = j;
                }
            }
            for (std::size_t j = 0; j <= n; ++j) {
                if (visited[j]) {
                    u[rowOf[j]] += least;
                    v[j] -= least;
                } else {
                    distance[j] -= least;
                }
            }
            column = next;
        } while (rowOf[column] != 0);
        for (; column != 0; column = previous[column])
            rowOf[column] = rowOf[previous[column]];
    }
    double sum = 0;
    for (std::size_t j = 1; j <= n; ++j)
        sum += gain(static_cast<Eigen::Index>(rowOf[j] - 1), static_cast<Eigen::Index>(j - 1));
    return sum;
}

} // namespace quincunx
