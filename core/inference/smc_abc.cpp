#include "core/inference/smc_abc.h"

#include "core/base/parallel.h"
#include "core/inference/distance.h"

#include <Eigen/Cholesky>

#include <cmath>

namespace quincunx {
namespace {

constexpr std::size_t leastBetween = 50;              ///< of a population that is not the last
constexpr std::array<std::size_t, 3> shares{1, 1, 2}; ///< of the simulations, beside the 1 from the prior

/// The Gaussian kernels about a population, as one density to draw from.
class KernelMixture {
public:
    KernelMixture(const Population &centres, const Prior &prior) : m_centres(centres), m_prior(prior) {
        const Eigen::RowVectorXd mean = centres.weight.transpose() * centres.theta;
        const Eigen::MatrixXd apart = centres.theta.rowwise() - mean;
        Eigen::MatrixXd covariance = 2 * apart.transpose() * centres.weight.asDiagonal() * apart;
        for (std::size_t k = 0; k < prior.size(); ++k) { // a population that is one point can still move
            const auto [low, high] = prior.range(k);
            covariance.diagonal()[static_cast<Eigen::Index>(k)] += std::pow(1e-8 * (high - low), 2);
        }
        m_factor = covariance.llt().matrixL();
        m_whitened = white(centres.theta);
        double sum = 0;
        for (double weight : centres.weight)
            m_cumulated.push_back(sum += weight);
    }

    /// Within the prior.
    void draw(std::span<double> theta, RandomEngine &random) const {
        Eigen::VectorXd step(m_factor.rows());
        for (;;) {
            const auto at = std::ranges::upper_bound(m_cumulated, uniform(random) * m_cumulated.back());
            const auto centre = std::min(at, m_cumulated.end() - 1) - m_cumulated.begin();
            for (double &value : step)
                value = standardNormal(random);
            const Eigen::VectorXd moved = m_centres.theta.row(centre).transpose() + m_factor * step;
            std::ranges::copy(moved, theta.begin());
            if (m_prior.contains(theta))
                return;
        }
    }

    /// p(θ) over the density at each row, normalised.
    Eigen::VectorXd weights(const Draws &theta, int threads, const Progress &progress) const {
        const Draws rows = white(theta);
        Eigen::VectorXd log(theta.rows());
        parallelFor(static_cast<std::size_t>(theta.rows()), threads, 16, [&](std::size_t i) {
            progress.check();
            const auto row = static_cast<Eigen::Index>(i);
            const Eigen::ArrayXd squares =
                (m_whitened.rowwise() - rows.row(row)).rowwise().squaredNorm().array();
            const double nearest = squares.minCoeff();
            const double sum = (m_centres.weight.array() * (0.5 * (nearest - squares)).exp()).sum();
            log[row] = m_prior.logDensity(rowOf(theta, i)) + 0.5 * nearest - std::log(sum);
        });
        const Eigen::VectorXd weight = (log.array() - log.maxCoeff()).exp();
        return weight / weight.sum();
    }

private:
    Draws white(const Draws &theta) const {
        return m_factor.triangularView<Eigen::Lower>().solve(theta.transpose()).transpose();
    }

    const Population &m_centres;
    const Prior &m_prior;
    Eigen::MatrixXd m_factor;
    Draws m_whitened;
    std::vector<double> m_cumulated;
};

} // namespace

Draws Population::resampled(std::size_t count, RandomEngine &random) const {
    Draws drawn(static_cast<Eigen::Index>(count), theta.cols());
    const double start = uniform(random);
    double sum = weight[0];
    Eigen::Index row = 0;
    for (Eigen::Index i = 0; i < drawn.rows(); ++i) {
        while (sum * static_cast<double>(count) <= static_cast<double>(i) + start && row + 1 < theta.rows())
            sum += weight[++row];
        drawn.row(i) = theta.row(row);
    }
    return drawn;
}

std::vector<Population> smcAbc(const Simulator &simulator, const Simulations &first,
                               std::span<const double> x, std::size_t kept, std::uint64_t seed, int threads,
                               const Progress &progress) {
    checkObservation(simulator, x);
    const DataDistance distance(first.x, x);
    const auto part = static_cast<std::size_t>(first.x.rows());
    const std::size_t between = std::min(std::max(part / 10, leastBetween), part - first.unusable);
    const Nearest nearest = nearestRows(distance, first.x, between);
    std::vector<Population> all{
        {first.theta(nearest.rows, Eigen::all),
         Eigen::VectorXd::Constant(static_cast<Eigen::Index>(between), 1 / static_cast<double>(between)),
         nearest.farthest}};
    for (std::size_t step = 0; step < shares.size(); ++step) {
        RandomEngine random = engineOf(seed, step);
        const KernelMixture mixture(all.back(), simulator.prior());
        Draws theta(static_cast<Eigen::Index>(shares[step] * part), first.theta.cols());
        for (std::size_t i = 0; i < static_cast<std::size_t>(theta.rows()); ++i) {
            progress.check();
            mixture.draw(rowOf(theta, i), random);
        }
        const Progress ofStep(progress.stopToken(), [&](double fraction, const std::string &doing) {
            progress.report((static_cast<double>(step) + fraction) / shares.size(), doing);
        });
        const Draws data = simulateAt(simulator, theta, random(), threads, ofStep);
        const bool isLast = step + 1 == shares.size();
        const Nearest next = nearestRows(distance, data, isLast ? kept : between);
        if (!isLast && next.farthest >= all.back().tolerance)
            continue; // nothing nearer: the last one serves again
        Population population{theta(next.rows, Eigen::all), {}, next.farthest};
        population.weight = mixture.weights(population.theta, threads, progress);
        all.push_back(std::move(population));
    }
    return all;
}

} // namespace quincunx
