#include "core/inference/confidence_set.h"

#include "core/base/parallel.h"
#include "core/inference/distributions.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace quincunx {
namespace {

/// 2F(θ) − 1 of each number.
Draws evenPlaces(const Prior &prior, const Draws &theta) {
    Draws places(theta.rows(), theta.cols());
    for (std::size_t i = 0; i < static_cast<std::size_t>(theta.rows()); ++i) {
        prior.toNormal(rowOf(theta, i), rowOf(places, i));
        for (double &value : rowOf(places, i))
            value = 2 * normalBelow(value) - 1;
    }
    return places;
}

/// θ of such places.
Draws parametersAtPlaces(const Prior &prior, const Draws &places) {
    Draws theta(places.rows(), places.cols());
    std::vector<double> z(prior.size());
    for (std::size_t i = 0; i < static_cast<std::size_t>(theta.rows()); ++i) {
        for (std::size_t k = 0; k < z.size(); ++k) { // from the nearer end, which has the digits
            const double t = places(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k));
            const double share = std::max((1 - std::fabs(t)) / 2, std::numeric_limits<double>::min());
            z[k] = std::copysign(normalQuantile(share), t);
        }
        prior.fromNormal(z, rowOf(theta, i));
    }
    return theta;
}

/// λ(x_i; θ_i) of each row; NaN where x is not finite. What is made for one x serves all rows that have it.
Eigen::VectorXd statisticsOf(const TestStatistic &statistic, const Draws &theta, const Draws &x, int threads,
                             const Progress &progress) {
    std::vector<std::size_t> order(static_cast<std::size_t>(x.rows()));
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::erase_if(order, [&](std::size_t i) { return !x.row(static_cast<Eigen::Index>(i)).allFinite(); });
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return std::ranges::lexicographical_compare(rowOf(x, a), rowOf(x, b));
    });
    std::vector<std::size_t> begins; // of equal x
    for (std::size_t i = 0; i < order.size(); ++i)
        if (i == 0 || !std::ranges::equal(rowOf(x, order[i - 1]), rowOf(x, order[i])))
            begins.push_back(i);
    begins.push_back(order.size());
    Eigen::VectorXd values = Eigen::VectorXd::Constant(x.rows(), std::numeric_limits<double>::quiet_NaN());
    std::atomic<std::size_t> done = 0;
    const std::size_t groups = begins.size() - 1;
    parallelFor(groups, threads, 4, [&](std::size_t group) {
        progress.check();
        const std::vector<std::size_t> rows(order.begin() + static_cast<std::ptrdiff_t>(begins[group]),
                                            order.begin() + static_cast<std::ptrdiff_t>(begins[group + 1]));
        values(rows) = statistic(rowOf(x, rows.front()), theta(rows, Eigen::all));
        if (++done % 64 == 0)
            progress.report(static_cast<double>(done) / static_cast<double>(groups), "testing");
    });
    return values;
}

} // namespace

ConfidenceSets::ConfidenceSets(std::shared_ptr<const Simulator> simulator,
                               std::shared_ptr<const TestStatistic> statistic, double level,
                               std::size_t simulations, std::uint64_t seed, int threads,
                               const Progress &progress)
    : m_simulator(std::move(simulator))
    , m_statistic(std::move(statistic))
    , m_level(level) {
    const Prior &prior = m_simulator->prior();
    Draws places(static_cast<Eigen::Index>(simulations), static_cast<Eigen::Index>(prior.size()));
    RandomEngine random(seed);
    for (std::size_t i = 0; i < simulations; ++i)
        QuantileRegression::drawPlaces(rowOf(places, i), random);
    const Draws theta = parametersAtPlaces(prior, places);
    const Draws x = simulateAt(*m_simulator, theta, random(), threads, progress);
    const Eigen::VectorXd all = statisticsOf(*m_statistic, theta, x, threads, progress);
    std::vector<Eigen::Index> usable;
    for (Eigen::Index i = 0; i < all.size(); ++i)
        if (std::isfinite(all[i]))
            usable.push_back(i);
    m_quantile.emplace(places(usable, Eigen::all), all(usable), level, progress);
}

Eigen::VectorXd ConfidenceSets::criticalValues(const Draws &theta) const {
    return (*m_quantile)(evenPlaces(m_simulator->prior(), theta));
}

Eigen::VectorXd ConfidenceSets::excess(std::span<const double> x, const Draws &theta) const {
    checkObservation(*m_simulator, x);
    return (*m_statistic)(x, theta) - criticalValues(theta);
}

Eigen::VectorXd coverageAt(const ConfidenceSets &sets, const Draws &theta, std::size_t trials,
                           std::uint64_t seed, int threads, const Progress &progress) {
    const auto each = static_cast<Eigen::Index>(trials);
    Draws repeated(theta.rows() * each, theta.cols());
    for (Eigen::Index i = 0; i < theta.rows(); ++i)
        repeated.middleRows(i * each, each) = theta.row(i).replicate(each, 1);
    const Draws x = simulateAt(sets.simulator(), repeated, seed, threads, progress);
    const Eigen::VectorXd all = statisticsOf(sets.statistic(), repeated, x, threads, progress);
    const Eigen::VectorXd critical = sets.criticalValues(theta);
    Eigen::VectorXd coverage(theta.rows());
    for (Eigen::Index i = 0; i < theta.rows(); ++i) {
        const auto own = all.segment(i * each, each).array();
        coverage[i] = static_cast<double>((own <= critical[i]).count()) /
                      static_cast<double>(each - own.isNaN().count());
    }
    return coverage;
}

} // namespace quincunx
