#include "core/inference/galton.h"

#include "core/inference/distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace quincunx {
namespace {

constexpr double lowest = -1, highest = 1; // of the prior
constexpr int gridSize = 2001;

/// s and z of a nail.
double lean(int row) {
    return std::sin(std::numbers::pi * row / (GaltonBoard::rows - 1.));
}
double place(int nail) {
    return 2. * nail / (GaltonBoard::nails - 1.) - 1;
}
double logistic(double x) {
    return 1 / (1 + std::exp(-x));
}

bool isBin(double x) {
    return x >= 0 && x < GaltonBoard::nails && x == std::floor(x);
}

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
    const double s = lean(row);
    return (1 - s) / 2 + s * logistic(10 * theta * place(nail));
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

Mined GaltonBoard::mine(std::span<const double> theta, std::span<const double> other, std::span<double> x,
                        RandomEngine &random) const {
    Mined mined{0, {0}};
    int nail = start;
    for (int row = 0; row < rows; ++row) {
        const auto [left, right] = neighbours(row, nail);
        const double p = leftProbability(row, nail, theta[0]), q = leftProbability(row, nail, other[0]);
        const bool goesLeft = uniform(random) < p;
        // with P = (1−s)/2 + s σ(10 θ z):  ∂P/∂θ = 10 z s σ (1−σ)
        const double s = lean(row), z = place(nail), sigma = logistic(10 * theta[0] * z);
        const double slope = 10 * z * s * sigma * (1 - sigma);
        mined.logRatio += goesLeft ? std::log(p / q) : std::log((1 - p) / (1 - q));
        mined.score[0] += goesLeft ? slope / p : -slope / (1 - p);
        nail = goesLeft ? left : right;
    }
    x[0] = nail;
    return mined;
}

double GaltonBoard::logLikelihood(std::span<const double> x, std::span<const double> theta) const {
    return isBin(x[0]) ? std::log(probabilities(theta[0])[static_cast<std::size_t>(x[0])])
                       : -std::numeric_limits<double>::infinity();
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
    const auto bin = static_cast<std::size_t>(isBin(x[0]) ? x[0] : 0);
    const auto &sums = cumulated();
    if (!isBin(x[0]) || !(sums.back()[bin] > 0))
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
