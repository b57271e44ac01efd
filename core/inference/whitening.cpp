#include "core/inference/whitening.h"

#include "core/inference/dense_net.h"

#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <nlohmann/json.hpp>

#include <cmath>

namespace quincunx {
namespace {

nlohmann::json rowsOf(const Eigen::MatrixXd &matrix) {
    nlohmann::json rows = nlohmann::json::array();
    for (Eigen::Index i = 0; i < matrix.rows(); ++i)
        rows.push_back(std::vector<double>(matrix.row(i).begin(), matrix.row(i).end()));
    return rows;
}

Eigen::MatrixXd matrixOf(const nlohmann::json &rows) {
    Eigen::MatrixXd matrix(rows.size(), rows.at(0).size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t k = 0; k < rows.at(0).size(); ++k)
            matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) =
                rows.at(i).at(k).get<double>();
    return matrix;
}

} // namespace

Whitening::Whitening(const Draws &targets, const Draws &conditions) {
    const auto rows = static_cast<double>(targets.rows());
    if (targets.rows() < 10)
        throw Error("cannot learn from " + std::to_string(targets.rows()) + " simulations", "that is too few",
                    "make at least ten that are finite");
    m_standardise = Standardise(conditions);
    const Eigen::MatrixXd c = m_standardise(conditions);
    // Ridge of 10⁻³: conditions may be linearly dependent.
    Eigen::MatrixXd normal = c.transpose() * c / rows;
    normal.diagonal().array() += 1e-3;
    m_offset = targets.colwise().mean();
    const Eigen::MatrixXd centred = targets.rowwise() - m_offset.transpose();
    m_slope = normal.ldlt().solve(c.transpose() * centred / rows).transpose();
    const Eigen::MatrixXd left = centred - c * m_slope.transpose();
    Eigen::MatrixXd covariance = left.transpose() * left / rows;
    // A ridge, relative to what each target varies: they may follow from the conditions.
    covariance.diagonal().array() += 1e-9 * (centred.array().square().colwise().mean().transpose() + 1e-100);
    m_factor = covariance.llt().matrixL();
}

std::vector<float> Whitening::context(const Draws &conditions) const {
    const FloatRows c = m_standardise(conditions).cast<float>();
    return {c.data(), c.data() + c.size()};
}

std::vector<float> Whitening::rest(const Draws &targets, const Draws &conditions) const {
    const Eigen::MatrixXd centred =
        (targets.rowwise() - m_offset.transpose()) - m_standardise(conditions) * m_slope.transpose();
    const FloatRows r =
        m_factor.triangularView<Eigen::Lower>().solve(centred.transpose()).transpose().cast<float>();
    return {r.data(), r.data() + r.size()};
}

void Whitening::restore(std::span<const float> rest, std::span<const float> context,
                        std::span<double> target) const {
    const auto count = static_cast<Eigen::Index>(rest.size());
    const Eigen::VectorXd r = Eigen::Map<const Eigen::VectorXf>(rest.data(), count).cast<double>();
    const Eigen::VectorXd c =
        Eigen::Map<const Eigen::VectorXf>(context.data(), static_cast<Eigen::Index>(context.size()))
            .cast<double>();
    Eigen::Map<Eigen::VectorXd>(target.data(), count) =
        m_offset + m_slope * c + m_factor.triangularView<Eigen::Lower>() * r;
}

double Whitening::logScale() const {
    return -m_factor.diagonal().array().log().sum();
}

std::vector<float> Whitening::drift() const {
    const FloatRows d = -m_factor.triangularView<Eigen::Lower>().solve(m_slope).transpose().cast<float>();
    return {d.data(), d.data() + d.size()};
}

std::vector<float> Whitening::gradients(const Draws &byConditions) const {
    const FloatRows g = (byConditions.array().rowwise() * m_standardise.deviation.array()).cast<float>();
    return {g.data(), g.data() + g.size()};
}

nlohmann::json Whitening::toJson() const {
    const auto &[mean, deviation] = m_standardise;
    return {{"mean", std::vector<double>(mean.begin(), mean.end())},
            {"deviation", std::vector<double>(deviation.begin(), deviation.end())},
            {"offset", std::vector<double>(m_offset.begin(), m_offset.end())},
            {"slope", rowsOf(m_slope)},
            {"factor", rowsOf(m_factor)}};
}

Whitening::Whitening(const nlohmann::json &json)
    : m_slope(matrixOf(json.at("slope")))
    , m_factor(matrixOf(json.at("factor"))) {
    auto vectorOf = [&json](const char *name, Eigen::Index size) {
        const auto values = json.at(name).get<std::vector<double>>();
        const Eigen::VectorXd vector =
            Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
        if (vector.size() != size)
            throw Error("cannot read the model", std::string(name) + " has the wrong length", "save it anew");
        return vector;
    };
    m_standardise = Standardise(vectorOf("mean", m_slope.cols()).transpose(),
                                vectorOf("deviation", m_slope.cols()).transpose());
    m_offset = vectorOf("offset", m_slope.rows());
    if (m_factor.rows() != m_slope.rows() || m_factor.cols() != m_slope.rows())
        throw Error("cannot read the model", "factor has the wrong shape", "save it anew");
}

} // namespace quincunx
