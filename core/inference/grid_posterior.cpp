#include "core/inference/grid_posterior.h"

#include "core/base/parallel.h"
#include "core/inference/distributions.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace quincunx {
namespace {

constexpr double depth = 16; ///< below the best, in ln p: what is farther down holds less than 10⁻⁶

struct GridSizes {
    std::size_t first, last;
};

GridSizes gridSizes(std::size_t parameters) {
    assert(parameters >= 1 && parameters <= 3);
    static constexpr std::array<GridSizes, 3> sizes{{{33, 129}, {49, 97}, {25, 41}}};
    return sizes[parameters - 1];
}

/// θ of F(θ) = u.
void parametersAt(const Prior &prior, std::span<const double> u, std::span<double> theta) {
    std::array<double, 3> z{};
    for (std::size_t k = 0; k < u.size(); ++k)
        z[k] = u[k] < 0.5 ? normalQuantile(std::max(u[k], std::numeric_limits<double>::min()))
                          : -normalQuantile(std::max(1 - u[k], std::numeric_limits<double>::epsilon() / 2));
    prior.fromNormal({z.data(), u.size()}, theta);
}

std::size_t along(std::size_t cell, std::size_t cells, std::size_t parameter) {
    for (std::size_t k = 0; k < parameter; ++k)
        cell /= cells;
    return cell % cells;
}

} // namespace

GridPosterior::GridPosterior(const Prior &prior, const LogLikelihood &likelihood, int threads,
                             const Progress &progress)
    : m_prior(prior) {
    const std::size_t parameters = prior.size();
    const auto [first, last] = gridSizes(parameters);
    std::vector<double> high(parameters, 1);
    m_grid.low.assign(parameters, 0);
    m_grid.width.resize(parameters);

    auto evaluate = [&](std::size_t cells) {
        m_grid.cells = cells;
        std::size_t count = 1;
        for (std::size_t k = 0; k < parameters; ++k) {
            m_grid.width[k] = (high[k] - m_grid.low[k]) / static_cast<double>(cells);
            count *= cells;
        }
        m_grid.values.resize(count);
        parallelFor(count, threads, 16, [&](std::size_t cell) {
            if (cell % 16 == 0)
                progress.check();
            std::array<double, 3> u{}, theta{};
            for (std::size_t k = 0; k < parameters; ++k)
                u[k] = m_grid.low[k] + (static_cast<double>(indexAlong(cell, k)) + 0.5) * m_grid.width[k];
            parametersAt(prior, {u.data(), parameters}, {theta.data(), parameters});
            m_grid.values[cell] = likelihood({theta.data(), parameters});
        });
        const auto best = std::ranges::max_element(m_grid.values);
        if (!std::isfinite(*best))
            throw Error("cannot find the true posterior",
                        "no parameters of the prior can give this observation",
                        "choose an observation that the simulator can make");
        m_best = static_cast<std::size_t>(best - m_grid.values.begin());
    };
    /// Closes in on what is not far below the best. \return whether that was worth it.
    auto shrink = [&] {
        bool smaller = false;
        for (std::size_t k = 0; k < parameters; ++k) {
            std::size_t from = m_grid.cells, to = 0;
            for (std::size_t cell = 0; cell < m_grid.values.size(); ++cell)
                if (m_grid.values[cell] > m_grid.values[m_best] - depth) {
                    from = std::min(from, indexAlong(cell, k));
                    to = std::max(to, indexAlong(cell, k) + 1);
                }
            from -= from > 0;
            to += to < m_grid.cells;
            smaller = smaller || 5 * (to - from) < 4 * m_grid.cells;
            high[k] = m_grid.low[k] + static_cast<double>(to) * m_grid.width[k];
            m_grid.low[k] += static_cast<double>(from) * m_grid.width[k];
        }
        return smaller;
    };
    evaluate(first);
    for (int times = 0; shrink() && times < 20; ++times)
        evaluate(first);
    evaluate(last);

    m_cumulated.reserve(m_grid.values.size());
    double sum = 0;
    for (double value : m_grid.values)
        m_cumulated.push_back(sum += std::exp(value - m_grid.values[m_best]));
    for (double &one : m_cumulated)
        one /= sum;
}

std::size_t GridPosterior::indexAlong(std::size_t cell, std::size_t parameter) const {
    return along(cell, m_grid.cells, parameter);
}

void GridPosterior::draw(std::span<double> theta, RandomEngine &random) const {
    const auto found = std::ranges::upper_bound(m_cumulated, uniform(random));
    const auto cell = static_cast<std::size_t>(std::min(found, m_cumulated.end() - 1) - m_cumulated.begin());
    std::array<double, 3> u{};
    for (std::size_t k = 0; k < theta.size(); ++k)
        u[k] = m_grid.low[k] + (static_cast<double>(indexAlong(cell, k)) + uniform(random)) * m_grid.width[k];
    parametersAt(m_prior, {u.data(), theta.size()}, theta);
}

Draws GridPosterior::draws(std::size_t count, std::uint64_t seed) const {
    Draws all(static_cast<Eigen::Index>(count), static_cast<Eigen::Index>(m_prior.size()));
    RandomEngine random(seed);
    for (std::size_t i = 0; i < count; ++i)
        draw(rowOf(all, i), random);
    return all;
}

double GridPosterior::density(double value) const {
    assert(m_prior.size() == 1);
    const std::span theta(&value, 1);
    double z = 0;
    m_prior.toNormal(theta, {&z, 1});
    if (!m_prior.contains(theta) || std::isnan(z))
        return 0;
    const double last = static_cast<double>(m_grid.cells - 1),
                 place = (normalBelow(z) - m_grid.low[0]) / m_grid.width[0] - 0.5;
    if (place < -0.5 || place > last + 0.5)
        return 0;
    auto held = [&](double cell) {
        const auto i = static_cast<std::size_t>(cell);
        return m_cumulated[i] - (i > 0 ? m_cumulated[i - 1] : 0);
    };
    const double within = std::clamp(place, 0., last), left = std::min(std::floor(within), last - 1);
    // p(θ) = p(u) du/dθ, and du/dθ is the prior's density
    return std::lerp(held(left), held(left + 1), within - left) / m_grid.width[0] *
           std::exp(m_prior.logDensity(theta));
}

double GridPosterior::below(std::size_t parameter, double value) const {
    std::vector<double> theta(m_prior.size()), z(m_prior.size());
    theta = mode();
    theta[parameter] = std::clamp(value, m_prior.lower(parameter), m_prior.upper(parameter));
    m_prior.toNormal(theta, z);
    const double cells = std::isnan(z[parameter]) // at the end of the half line
                             ? 0
                             : (normalBelow(z[parameter]) - m_grid.low[parameter]) / m_grid.width[parameter];
    double sum = 0, before = 0;
    for (std::size_t cell = 0; cell < m_cumulated.size(); before = m_cumulated[cell++])
        sum += (m_cumulated[cell] - before) *
               std::clamp(cells - static_cast<double>(indexAlong(cell, parameter)), 0., 1.);
    return sum;
}

std::vector<double> GridPosterior::mode() const {
    std::vector<double> u(m_prior.size()), theta(m_prior.size());
    for (std::size_t k = 0; k < u.size(); ++k)
        u[k] = m_grid.low[k] + (static_cast<double>(indexAlong(m_best, k)) + 0.5) * m_grid.width[k];
    parametersAt(m_prior, u, theta);
    return theta;
}

GridPosterior::LogLikelihood GridSimulator::likelihoodOf(std::span<const double> x, const Progress &) const {
    return [this, x = std::vector<double>(x.begin(), x.end())](std::span<const double> theta) {
        return logLikelihood(x, theta);
    };
}

GridPosterior GridSimulator::gridPosterior(std::span<const double> x, int threads,
                                           const Progress &progress) const {
    return GridPosterior(prior(), likelihoodOf(x, progress), threads, progress);
}

void GridSimulator::drawPosterior(std::span<const double> x, std::span<double> theta,
                                  RandomEngine &random) const {
    gridPosterior(x).draw(theta, random);
}

ParameterSampler GridSimulator::posteriorGiven(std::span<const double> x, int threads,
                                               const Progress &progress) const {
    return [grid = std::make_shared<const GridPosterior>(gridPosterior(x, threads, progress))](
               std::span<double> theta, RandomEngine &random) { grid->draw(theta, random); };
}

} // namespace quincunx
