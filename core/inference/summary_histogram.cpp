#include "core/inference/summary_histogram.h"

#include "core/inference/dense_net.h"
#include "core/inference/distributions.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace quincunx {

SummaryHistogram::SummaryHistogram(const Prior &prior, const Draws &theta, const Draws &summaries)
    : m_prior(prior)
    , m_whitening(summaries, theta) {
    const Eigen::Index axes = theta.cols() + summaries.cols();
    m_bins = static_cast<std::size_t>(
        std::lround(2 * std::pow(static_cast<double>(theta.rows()), 1. / static_cast<double>(axes + 4))));
    m_table.assign(cells(axes), 1);
    const Draws all = places(theta, restOf(theta, summaries));
    for (std::size_t i = 0; i < static_cast<std::size_t>(all.rows()); ++i) {
        std::size_t cell = 0;
        for (double place : rowOf(all, i))
            cell = cell * m_bins +
                   std::min(static_cast<std::size_t>(place * static_cast<double>(m_bins)), m_bins - 1);
        ++m_table[cell];
    }
    const std::size_t block = cells(summaries.cols()); // of one bin of u
    for (auto first = m_table.begin(); first != m_table.end();) {
        const auto end = first + static_cast<std::ptrdiff_t>(block);
        const double mean = std::accumulate(first, end, 0.) / static_cast<double>(block);
        for (; first != end; ++first)
            *first /= mean;
    }
}

std::size_t SummaryHistogram::cells(Eigen::Index axes) const {
    std::size_t count = 1;
    for (Eigen::Index axis = 0; axis < axes; ++axis)
        count *= m_bins;
    return count;
}

Draws SummaryHistogram::restOf(const Draws &theta, const Draws &summaries) const {
    const std::vector<float> rest = m_whitening.rest(summaries, theta);
    return Eigen::Map<const FloatRows>(rest.data(), summaries.rows(), summaries.cols()).cast<double>();
}

Draws SummaryHistogram::places(const Draws &theta, const Draws &rest) const {
    Draws all(theta.rows(), theta.cols() + rest.cols());
    all.rightCols(rest.cols()) = rest;
    for (std::size_t i = 0; i < static_cast<std::size_t>(all.rows()); ++i) {
        m_prior.toNormal(rowOf(theta, i), rowOf(all, i).first(m_prior.size()));
        for (double &place : rowOf(all, i))
            place = normalBelow(place);
    }
    return all;
}

Eigen::VectorXd SummaryHistogram::logDensity(const Draws &theta, const Draws &summaries) const {
    const Draws rest = restOf(theta, summaries), all = places(theta, rest);
    const auto axes = static_cast<std::size_t>(all.cols());
    Eigen::VectorXd log(all.rows());
    for (std::size_t i = 0; i < static_cast<std::size_t>(all.rows()); ++i) {
        double h = 0;
        for (std::size_t corner = 0; corner < std::size_t(1) << axes; ++corner) {
            double weight = 1;
            std::size_t cell = 0;
            for (std::size_t axis = 0; axis < axes; ++axis) {
                const double place = std::clamp(rowOf(all, i)[axis] * static_cast<double>(m_bins) - 0.5, 0.,
                                                static_cast<double>(m_bins - 1));
                const auto below = std::min(static_cast<std::size_t>(place), m_bins - 2);
                const double share = place - static_cast<double>(below);
                const bool above = corner >> axis & 1;
                weight *= above ? share : 1 - share;
                cell = cell * m_bins + below + (above ? 1 : 0);
            }
            h += weight * m_table[cell];
        }
        const auto row = static_cast<Eigen::Index>(i);
        log[row] = std::log(h) - 0.5 * rest.row(row).squaredNorm();
    }
    return log.array() + m_whitening.logScale() -
           0.5 * std::log(2 * std::numbers::pi) * static_cast<double>(rest.cols());
}

nlohmann::json SummaryHistogram::toJson() const {
    return {{"whitening", m_whitening.toJson()}, {"bins", m_bins}, {"table", m_table}};
}

SummaryHistogram::SummaryHistogram(const Prior &prior, const nlohmann::json &json)
    : m_prior(prior)
    , m_whitening(json.at("whitening"))
    , m_bins(json.at("bins").get<std::size_t>())
    , m_table(json.at("table").get<std::vector<double>>()) {
    const bool fits = m_whitening.slope().cols() == static_cast<Eigen::Index>(prior.size()) && m_bins > 1 &&
                      m_bins < 1000 && m_whitening.slope().size() <= 4 &&
                      m_table.size() == cells(m_whitening.slope().rows() + m_whitening.slope().cols()) &&
                      std::ranges::all_of(m_table, [](double h) { return h > 0; });
    if (!fits)
        throw Error("cannot read the model", "its histogram does not fit its shape", "save it anew");
}

} // namespace quincunx
