#include "core/inference/information.h"

#include "core/base/parallel.h"
#include "core/inference/eft.h"
#include "core/inference/galton.h"

#include <Eigen/Eigenvalues>

#include <cmath>
#include <limits>

namespace quincunx {
namespace {

/// θ a little below and above along one parameter, within the prior.
struct AroundOne {
    std::vector<double> below, above;
    double apart;
};
AroundOne around(const Prior &prior, std::span<const double> theta, std::size_t k) {
    const auto [low, high] = prior.range(k);
    const double step = 1e-4 * (high - low);
    AroundOne two{{theta.begin(), theta.end()}, {theta.begin(), theta.end()}, 0};
    two.below[k] = theta[k] - step > prior.lower(k) ? theta[k] - step : theta[k];
    two.above[k] = std::min(theta[k] + step, prior.upper(k));
    two.apart = two.above[k] - two.below[k];
    return two;
}

void checkWithin(const Simulator &simulator, std::span<const double> theta) {
    const Prior &prior = simulator.prior();
    if (theta.size() != prior.size() || !prior.contains(theta))
        throw Error("cannot tell the information there",
                    theta.size() != prior.size()
                        ? "the simulator has " + std::to_string(prior.size()) + " parameters"
                        : "the prior excludes these parameters",
                    "give one number within the prior for each parameter");
}

Draws manyOf(std::span<const double> theta, std::size_t count) {
    return Eigen::Map<const Eigen::RowVectorXd>(theta.data(), static_cast<Eigen::Index>(theta.size()))
        .replicate(static_cast<Eigen::Index>(count), 1);
}

/// Mean of t tᵀ and its error.
Information meanOfSquares(const Draws &scores) {
    const auto rows = static_cast<double>(scores.rows());
    Information information{scores.transpose() * scores / rows,
                            Eigen::MatrixXd::Zero(scores.cols(), scores.cols())};
    for (Eigen::Index a = 0; a < scores.cols(); ++a)
        for (Eigen::Index b = 0; b < scores.cols(); ++b) {
            const Eigen::ArrayXd products = scores.col(a).array() * scores.col(b).array();
            information.standardError(a, b) = std::sqrt((products - products.mean()).square().mean() / rows);
        }
    return information;
}

Information informationOfGalton(double theta) {
    const GaltonBoard board;
    const auto two = around(board.prior(), std::array{theta}, 0);
    const auto p = GaltonBoard::probabilities(theta), below = GaltonBoard::probabilities(two.below[0]),
               above = GaltonBoard::probabilities(two.above[0]);
    double sum = 0;
    for (std::size_t bin = 0; bin < p.size(); ++bin)
        if (p[bin] > 0)
            sum += std::pow((above[bin] - below[bin]) / two.apart, 2) / p[bin];
    return {Eigen::MatrixXd::Constant(1, 1, sum), Eigen::MatrixXd::Zero(1, 1)};
}

Information informationOfEft(const Prior &prior, std::span<const double> theta) {
    const auto expected = eft::binsExpected(theta);
    constexpr auto bins = static_cast<Eigen::Index>(expected.size());
    Eigen::MatrixXd scaled(bins, 2); // ∂ν/√ν
    for (std::size_t k = 0; k < 2; ++k) {
        const auto two = around(prior, theta, k);
        const auto below = eft::binsExpected(two.below), above = eft::binsExpected(two.above);
        for (std::size_t bin = 0; bin < expected.size(); ++bin)
            scaled(static_cast<Eigen::Index>(bin), static_cast<Eigen::Index>(k)) =
                (above[bin] - below[bin]) / two.apart / std::sqrt(expected[bin]);
    }
    return {scaled.transpose() * scaled, Eigen::MatrixXd::Zero(2, 2)};
}

} // namespace

Eigen::VectorXd Information::leastDeviations() const {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
    const Eigen::ArrayXd values = solver.eigenvalues();
    const double none = 1e-12 * std::max(values.maxCoeff(), std::numeric_limits<double>::min());
    Eigen::ArrayXd variances = Eigen::ArrayXd::Zero(values.size());
    for (Eigen::Index k = 0; k < values.size(); ++k) {
        const Eigen::ArrayXd squares = solver.eigenvectors().col(k).array().square();
        variances += values[k] > none
                         ? (squares / values[k]).eval()
                         : (squares > 1e-12).select(std::numeric_limits<double>::infinity(), squares * 0);
    }
    return variances.sqrt();
}

std::optional<Information> summedInformation(const std::string &simulator, std::span<const double> theta) {
    if (simulator != "galton" && simulator != "eft")
        return {};
    const Simulator &one = *simulators().at(simulator).simulator;
    checkWithin(one, theta);
    return simulator == "eft" ? informationOfEft(one.prior(), theta) : informationOfGalton(theta[0]);
}

Information likelihoodInformation(const Simulator &simulator, std::span<const double> theta,
                                  std::size_t count, std::uint64_t seed, int threads,
                                  const Progress &progress) {
    checkWithin(simulator, theta);
    const Draws x = simulateAt(simulator, manyOf(theta, count), seed, threads, progress);
    std::vector<AroundOne> steps;
    for (std::size_t k = 0; k < theta.size(); ++k)
        steps.push_back(around(simulator.prior(), theta, k));
    Draws scores(x.rows(), static_cast<Eigen::Index>(theta.size()));
    std::atomic<std::size_t> done = 0;
    parallelFor(count, threads, 16, [&](std::size_t i) {
        progress.check();
        for (std::size_t k = 0; k < steps.size(); ++k)
            rowOf(scores, i)[k] = (simulator.logLikelihood(rowOf(x, i), steps[k].above) -
                                   simulator.logLikelihood(rowOf(x, i), steps[k].below)) /
                                  steps[k].apart;
        if (++done % 256 == 0)
            progress.report(static_cast<double>(done) / static_cast<double>(count), "deriving");
    });
    if (!scores.allFinite())
        throw Error("cannot tell the information there",
                    "data of these parameters are impossible beside them",
                    "choose parameters that make data all about them possible");
    return meanOfSquares(scores);
}

Information jointInformation(const Simulator &simulator, std::span<const double> theta, std::size_t count,
                             std::uint64_t seed, int threads, const Progress &progress) {
    checkWithin(simulator, theta);
    const Draws all = manyOf(theta, count);
    const Draws scores = mineAt(simulator, all, all, seed, threads, progress).score;
    if (!scores.allFinite())
        throw Error("cannot tell the information there", "a mined score is not finite",
                    "choose parameters away from the ends of the prior");
    return meanOfSquares(scores);
}

} // namespace quincunx
