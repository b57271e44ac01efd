#include "core/inference/test_statistic.h"

#include <Eigen/Cholesky>

#include <cmath>

namespace quincunx {
namespace {

Draws oneRowOf(std::span<const double> x) {
    return Eigen::Map<const Draws>(x.data(), 1, static_cast<Eigen::Index>(x.size()));
}

/// θ of places u in [0, 1]^d along the prior's ranges.
Draws parametersAlong(const Prior &prior, const Draws &u) {
    Draws theta(u.rows(), u.cols());
    for (std::size_t k = 0; k < prior.size(); ++k) {
        const auto column = static_cast<Eigen::Index>(k);
        const auto [low, high] = prior.range(k);
        if (prior.marginal(k).family == Marginal::Family::LogNormal)
            theta.col(column) = low * (u.col(column).array() * std::log(high / low)).exp();
        else // each end as it is, without the rounding of a sum
            theta.col(column) = low * (1 - u.col(column).array()) + high * u.col(column).array();
    }
    return theta;
}

/// All combinations of `points` numbers 0, 1, 2 ...
Draws combinations(std::size_t dimension, std::size_t points) {
    std::size_t count = 1;
    for (std::size_t k = 0; k < dimension; ++k) {
        count *= points;
        if (points < 2 || count > 1'000'000)
            throw Error("cannot make a grid of " + std::to_string(points) + " points a parameter",
                        points < 2 ? "it takes two at least" : "that is more than a million in all",
                        "choose another number");
    }
    Draws all(static_cast<Eigen::Index>(count), static_cast<Eigen::Index>(dimension));
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0, rest = i; k < dimension; ++k, rest /= points)
            all(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) =
                static_cast<double>(rest % points);
    return all;
}

class Waldo final : public TestStatistic {
public:
    Waldo(std::shared_ptr<const Posterior> posterior, std::size_t samples, std::uint64_t seed)
        : m_posterior(std::move(posterior))
        , m_samples(samples)
        , m_seed(seed) {}

    Eigen::VectorXd operator()(std::span<const double> x, const Draws &theta) const override {
        const Draws drawn = m_posterior->sample(oneRowOf(x), m_samples, m_seed, 1);
        const Eigen::RowVectorXd mean = drawn.colwise().mean();
        const Eigen::MatrixXd apart = drawn.rowwise() - mean;
        Eigen::MatrixXd covariance = apart.transpose() * apart / static_cast<double>(drawn.rows() - 1);
        covariance.diagonal() *= 1 + 1e-9;
        covariance.diagonal().array() += 1e-300;
        const Eigen::MatrixXd away = (theta.rowwise() - mean).transpose();
        return covariance.llt().matrixL().solve(away).colwise().squaredNorm().transpose();
    }

private:
    std::shared_ptr<const Posterior> m_posterior;
    std::size_t m_samples;
    std::uint64_t m_seed;
};

class LikelihoodRatio final : public TestStatistic {
public:
    explicit LikelihoodRatio(std::shared_ptr<const LikelihoodPosterior> likelihood)
        : m_likelihood(std::move(likelihood)) {
        const std::size_t dimension = prior().size();
        // some 500 points; from four parameters on a grid is too coarse to be worth more
        const auto points = static_cast<std::size_t>(
            std::max(3., std::floor(std::pow(500., 1. / static_cast<double>(dimension)))));
        m_step = 1 / static_cast<double>(points - 1);
        if (dimension <= 5) {
            m_places = combinations(dimension, points) * m_step;
        } else {
            RandomEngine random(1);
            m_places.resize(1000, static_cast<Eigen::Index>(dimension));
            for (double &value : m_places.reshaped())
                value = uniform(random);
        }
        m_grid = parametersAlong(prior(), m_places);
        if (dimension <= 3) {
            m_around = combinations(dimension, 3).array() - 1;
        } else {
            m_around =
                Draws::Zero(static_cast<Eigen::Index>(2 * dimension), static_cast<Eigen::Index>(dimension));
            for (Eigen::Index k = 0; k < m_around.rows(); ++k)
                m_around(k, k / 2) = k % 2 ? 1 : -1;
        }
    }

    Eigen::VectorXd operator()(std::span<const double> x, const Draws &theta) const override {
        const Draws data = oneRowOf(x);
        Eigen::Index best = 0;
        double largest = m_likelihood->logLikelihood(m_grid, data).maxCoeff(&best);
        Eigen::RowVectorXd at = m_places.row(best);
        for (double step = m_step / 2; step > 1e-3 * m_step;) {
            const Draws near = ((step * m_around).rowwise() + at).cwiseMax(0).cwiseMin(1);
            const double here =
                m_likelihood->logLikelihood(parametersAlong(prior(), near), data).maxCoeff(&best);
            if (here > largest) {
                largest = here;
                at = near.row(best);
            } else {
                step /= 2;
            }
        }
        const Eigen::ArrayXd own = m_likelihood->logLikelihood(theta, data).array();
        return 2 * (own.max(largest) - own);
    }

private:
    const Prior &prior() const { return m_likelihood->simulator().prior(); }

    std::shared_ptr<const LikelihoodPosterior> m_likelihood;
    Draws m_places, m_grid, m_around; ///< places in [0, 1]^d; their θ; steps to take
    double m_step = 0;
};

} // namespace

TestStatistic::~TestStatistic() = default;

std::shared_ptr<const TestStatistic> makeWaldo(std::shared_ptr<const Posterior> posterior,
                                               std::size_t samples, std::uint64_t seed) {
    return std::make_shared<Waldo>(std::move(posterior), samples, seed);
}

std::shared_ptr<const TestStatistic>
makeLikelihoodRatio(std::shared_ptr<const LikelihoodPosterior> likelihood) {
    return std::make_shared<LikelihoodRatio>(std::move(likelihood));
}

Draws parameterGrid(const Prior &prior, std::size_t points) {
    return parametersAlong(prior, combinations(prior.size(), points) / static_cast<double>(points - 1));
}

} // namespace quincunx
