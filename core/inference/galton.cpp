#include "core/inference/galton.h"

#include "core/inference/distributions.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

constexpr double lowest = -1, highest = 1; // of the prior
constexpr int gridSize = 2001;

/// ∫ p(x|θ') dθ' up to each θ of the grid, for every bin.
const std::vector<std::array<double, GaltonBoard::nails>> &cumulated() {
    static const auto table = [] {
        std::vector<std::array<double, GaltonBoard::nails>> sums(gridSize);
        std::array<double, GaltonBoard::nails> before = GaltonBoard::probabilities(lowest), sum{};
        for (int i = 1; i < gridSize; ++i) { // the trapezoidal rule
            const auto now = GaltonBoard::probabilities(lowest + (highest - lowest) * i / (gridSize - 1.));
            for (std::size_t k = 0; k < sum.size(); ++k)
                sum[k] += (before[k] + now[k]) / 2;
            sums[static_cast<std::size_t>(i)] = sum;
            before = now;
        }
        return sums;
    }();
    return table;
}

} // namespace

GaltonBoard::GaltonBoard() : Simulator({"theta"}, uniformPrior(1, lowest, highest), {"bin"}) {}

double GaltonBoard::leftProbability(int row, int nail, double theta) {
    const double s = std::sin(std::numbers::pi * row / (rows - 1.)), z = 2. * nail / (nails - 1.) - 1;
    return (1 - s) / 2 + s / (1 + std::exp(-10 * theta * z));
}

std::pair<int, int> GaltonBoard::neighbours(int row, int nail) {
    return row % 2 == 0 ? std::pair(nail, std::min(nail + 1, nails - 1))
                        : std::pair(std::max(nail - 1, 0), nail);
}

void GaltonBoard::simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const {
    int nail = start;
    for (int row = 0; row < rows; ++row) {
        const auto [left, right] = neighbours(row, nail);
        nail = uniform(random) < leftProbability(row, nail, theta[0]) ? left : right;
    }
    x[0] = nail;
}

std::array<double, GaltonBoard::nails> GaltonBoard::probabilities(double theta) {
    std::array<double, nails> p{};
    p[start] = 1;
    for (int row = 0; row < rows; ++row) {
        std::array<double, nails> next{};
        for (int nail = 0; nail < nails; ++nail) {
            const double here = p[static_cast<std::size_t>(nail)];
            if (here == 0)
                continue;
            const auto [left, right] = neighbours(row, nail);
            const double share = leftProbability(row, nail, theta);
            next[static_cast<std::size_t>(left)] += share * here;
            next[static_cast<std::size_t>(right)] += (1 - share) * here;
        }
        p = next;
    }
    return p;
}

void GaltonBoard::drawPosterior(std::span<const double> x, std::span<double> theta,
                                RandomEngine &random) const {
    const bool isBin = x[0] >= 0 && x[0] < nails && x[0] == std::floor(x[0]);
    const auto bin = static_cast<std::size_t>(isBin ? x[0] : 0);
    const auto &sums = cumulated();
    if (!isBin || !(sums.back()[bin] > 0))
        throw Error("cannot draw from the true posterior", "no bead ends in a bin of that number",
                    "give the number of a bin from " + std::to_string(start - rows / 2) + " to " +
                        std::to_string(start + rows / 2));
    const double wanted = uniform(random) * sums.back()[bin];
    const auto above =
        std::ranges::upper_bound(sums, wanted, {}, [bin](const auto &sum) { return sum[bin]; });
    const auto i = static_cast<std::size_t>(above - sums.begin()); // ≥ 1, as the first sum is 0
    const double share = (wanted - sums[i - 1][bin]) / (sums[i][bin] - sums[i - 1][bin]);
    theta[0] = lowest + (highest - lowest) * (static_cast<double>(i - 1) + share) / (gridSize - 1.);
}

} // namespace quincunx
