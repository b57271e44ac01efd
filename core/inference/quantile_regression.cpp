#include "core/inference/quantile_regression.h"

#include "core/inference/distributions.h"

#include <Eigen/Cholesky>

#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

constexpr int highestDegree = 6;
constexpr Eigen::Index rowsForATerm = 1000;

using Terms = std::vector<std::vector<int>>;

/// Products of `dimension` factors of a total degree.
void addTerms(Terms &terms, std::vector<int> &factors, std::size_t from, int left) {
    if (from + 1 == factors.size()) {
        factors[from] = left;
        terms.push_back(factors);
        return;
    }
    for (int own = left; own >= 0; --own) {
        factors[from] = own;
        addTerms(terms, factors, from + 1, left - own);
    }
}

/// (rows, terms)
Eigen::MatrixXd productsOf(const Draws &t, const Terms &terms, int degree) {
    std::vector<Eigen::ArrayXXd> chebyshev; // of each column
    for (Eigen::Index k = 0; k < t.cols(); ++k) {
        Eigen::ArrayXXd p(t.rows(), std::max(2, degree + 1));
        p.col(0).setOnes();
        p.col(1) = t.col(k).array();
        for (int n = 1; n < degree; ++n)
            p.col(n + 1) = 2 * t.col(k).array() * p.col(n) - p.col(n - 1);
        chebyshev.push_back(std::move(p));
    }
    Eigen::MatrixXd products = Eigen::MatrixXd::Ones(t.rows(), static_cast<Eigen::Index>(terms.size()));
    for (std::size_t term = 0; term < terms.size(); ++term)
        for (std::size_t k = 0; k < chebyshev.size(); ++k)
            products.col(static_cast<Eigen::Index>(term)).array() *= chebyshev[k].col(terms[term][k]);
    return products;
}

/// The mean loss of residuals r as a Gaussian of width h smooths it: r (level − Φ(−r/h)) + h N(r/h; 0, 1).
double smoothedLoss(const Eigen::VectorXd &residuals, double level, double h) {
    double sum = 0;
    for (double r : residuals)
        sum += r * (level - normalBelow(-r / h)) + h * std::exp(normalLogDensity(r / h, 0, 1));
    return sum / static_cast<double>(residuals.size());
}

/// Moves `coefficients` to the least smoothed loss.
void minimisePinball(const Eigen::MatrixXd &products, const Eigen::VectorXd &y, double level, double h,
                     Eigen::VectorXd &coefficients, const Progress &progress) {
    const auto rows = static_cast<double>(y.size());
    Eigen::VectorXd residuals = y - products * coefficients;
    double loss = smoothedLoss(residuals, level, h);
    for (int step = 0; step < 100; ++step) {
        progress.check();
        Eigen::VectorXd pull(y.size());
        std::vector<Eigen::Index> near;
        std::vector<double> curvature;
        for (Eigen::Index i = 0; i < y.size(); ++i) {
            const double z = residuals[i] / h;
            pull[i] = level - normalBelow(-z);
            if (std::fabs(z) < 6) {
                near.push_back(i);
                curvature.push_back(std::exp(normalLogDensity(z, 0, 1)) / h);
            }
        }
        const Eigen::VectorXd gradient = products.transpose() * pull / rows;
        const Eigen::MatrixXd some = products(near, Eigen::all);
        const auto weights =
            Eigen::Map<const Eigen::VectorXd>(curvature.data(), static_cast<Eigen::Index>(curvature.size()));
        Eigen::MatrixXd hessian = some.transpose() * weights.asDiagonal() * some / rows;
        hessian.diagonal().array() += 1e-8 + 1e-6 * hessian.diagonal().mean();
        const Eigen::VectorXd move = hessian.llt().solve(gradient);
        const double slope = move.dot(gradient);
        if (!(slope > 1e-12 * (1 + loss)))
            return;
        double length = 1;
        for (;; length /= 2) {
            const Eigen::VectorXd there = residuals - length * (products * move);
            const double lower = smoothedLoss(there, level, h);
            if (lower <= loss - 1e-4 * length * slope) {
                coefficients += length * move;
                residuals = there;
                loss = lower;
                break;
            }
            if (length < 1e-6)
                return;
        }
    }
}

} // namespace

QuantileRegression::QuantileRegression(const Draws &t, const Eigen::VectorXd &y, double level,
                                       const Progress &progress) {
    if (y.size() < 100 || !(level > 0 && level < 1))
        throw Error("cannot find a quantile",
                    std::to_string(y.size()) + " rows, level " + std::to_string(level),
                    "give at least a hundred rows and a level between 0 and 1");
    std::vector<int> factors(static_cast<std::size_t>(t.cols()));
    addTerms(m_terms, factors, 0, 0);
    for (int degree = 1; degree <= highestDegree; ++degree) {
        Terms more = m_terms;
        addTerms(more, factors, 0, degree);
        if (static_cast<Eigen::Index>(more.size()) * rowsForATerm > y.size())
            break;
        m_terms = std::move(more);
        m_degree = degree;
    }
    std::vector<double> sorted(y.begin(), y.end());
    std::ranges::sort(sorted);
    auto quantile = [&](double p) {
        return sorted[static_cast<std::size_t>(p * static_cast<double>(sorted.size() - 1))];
    };
    const double range = quantile(0.9) - quantile(0.1), width = range > 0 ? range : 1;
    const auto terms = static_cast<double>(m_terms.size());
    const double h = width * std::max(0.01, 0.7 * std::sqrt(terms / static_cast<double>(y.size())));
    m_coefficients = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(m_terms.size()));
    m_coefficients[0] = quantile(level);
    const Eigen::MatrixXd products = productsOf(t, m_terms, m_degree);
    for (double wide : {16., 4., 1.})
        minimisePinball(products, y, level, wide * h, m_coefficients, progress);
}

void QuantileRegression::drawPlaces(std::span<double> t, RandomEngine &random) {
    for (double &value : t)
        value = std::cos(std::numbers::pi * uniform(random));
}

Eigen::VectorXd QuantileRegression::operator()(const Draws &t) const {
    return productsOf(t, m_terms, m_degree) * m_coefficients;
}

} // namespace quincunx
