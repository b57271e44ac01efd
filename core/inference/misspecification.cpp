#include "core/inference/misspecification.h"

#include "core/base/error.h"
#include "core/inference/standardise.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr std::size_t neighbour = 5;

/// The distance to the `neighbour`th of these, given squared.
double nth(std::vector<double> squares) {
    std::ranges::nth_element(squares, squares.begin() + (neighbour - 1));
    return std::sqrt(std::max(0., squares[neighbour - 1]));
}

} // namespace

PriorPredictiveTest::PriorPredictiveTest(const Draws &x, const Progress &progress) {
    std::vector<Eigen::Index> usable;
    for (Eigen::Index row = 0; row < x.rows(); ++row)
        if (x.row(row).allFinite())
            usable.push_back(row);
    if (std::ssize(usable) < fewest)
        throw Error("cannot tell what simulations look like",
                    "fewer than " + std::to_string(fewest) + " of them are finite", "make more simulations");
    const Draws kept = x(usable, Eigen::all);
    const Standardise standardise(kept);
    m_mean = standardise.mean;
    m_scale = standardise.deviation;
    const Eigen::MatrixXd scaled = standardise(kept);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> axes(scaled.transpose() * scaled /
                                                              static_cast<double>(scaled.rows()));
    // Along an axis without variance any step is a large one, but for rounding.
    const double least = 1e-8 * axes.eigenvalues().maxCoeff();
    m_whiten =
        axes.eigenvectors() * axes.eigenvalues().cwiseMax(least).cwiseSqrt().cwiseInverse().asDiagonal();
    m_points = whitened(kept);

    const Eigen::VectorXd norms = m_points.rowwise().squaredNorm();
    constexpr Eigen::Index block = 64;
    const Eigen::Index count = m_points.rows();
    for (Eigen::Index begin = 0; begin < count; begin += block) {
        progress.check();
        const Eigen::Index rows = std::min(block, count - begin);
        const Draws products = m_points.middleRows(begin, rows) * m_points.transpose();
        for (Eigen::Index row = 0; row < rows; ++row) {
            std::vector<double> squares(static_cast<std::size_t>(count));
            for (Eigen::Index other = 0; other < count; ++other)
                squares[static_cast<std::size_t>(other)] =
                    norms[begin + row] + norms[other] - 2 * products(row, other);
            squares[static_cast<std::size_t>(begin + row)] = INFINITY; // not its own neighbour
            m_loneliness.push_back(nth(std::move(squares)));
        }
    }
    std::ranges::sort(m_loneliness);
}

Draws PriorPredictiveTest::whitened(const Draws &x) const {
    return ((x.rowwise() - m_mean).array().rowwise() / m_scale.array()).matrix() * m_whiten;
}

double PriorPredictiveTest::loneliness(std::span<const double> x) const {
    const Draws row = whitened(Eigen::Map<const Draws>(x.data(), 1, static_cast<Eigen::Index>(x.size())));
    const Eigen::VectorXd squares = (m_points.rowwise() - row.row(0)).rowwise().squaredNorm();
    return nth({squares.begin(), squares.end()});
}

double PriorPredictiveTest::pValue(std::span<const double> x) const {
    const double own = loneliness(x) - 1e-6; // rounding breaks no tie of counts
    const auto asLonely = m_loneliness.end() - std::ranges::lower_bound(m_loneliness, own);
    return static_cast<double>(1 + asLonely) / static_cast<double>(1 + m_loneliness.size());
}

std::string misspecificationMessage(double pValue, std::size_t simulations) {
    const auto asLonely = std::lround(pValue * static_cast<double>(simulations + 1)) - 1;
    return "the observation is unlike the simulations (" +
           (asLonely > 0 ? std::to_string(asLonely) : std::string("none")) + " of " +
           std::to_string(simulations) + (asLonely > 1 ? " are" : " is") +
           " as far from the others); trust no posterior of it";
}

} // namespace quincunx
