#include "core/inference/dense_ensemble.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace quincunx {

DenseEnsemble::DenseEnsemble(Standardise standardise, DenseShape shape,
                             std::vector<std::vector<float>> members)
    : m_standardise(std::move(standardise))
    , m_shape(std::move(shape))
    , m_members(std::move(members)) {}

Draws DenseEnsemble::operator()(const Draws &rows) const {
    const FloatRows inputs = m_standardise(rows).cast<float>();
    Draws sum = Draws::Zero(rows.rows(), outputs());
    for (const std::vector<float> &member : m_members)
        sum += evaluate(m_shape, member, inputs).cast<double>();
    return sum / static_cast<double>(m_members.size());
}

nlohmann::json DenseEnsemble::toJson() const {
    const auto &[mean, deviation] = m_standardise;
    return {{"mean", std::vector<double>(mean.begin(), mean.end())},
            {"deviation", std::vector<double>(deviation.begin(), deviation.end())},
            {"widths", m_shape.widths},
            {"members", m_members}};
}

DenseEnsemble DenseEnsemble::fromJson(const nlohmann::json &json) {
    try {
        const auto mean = json.at("mean").get<std::vector<double>>(),
                   deviation = json.at("deviation").get<std::vector<double>>();
        const DenseShape shape{json.at("widths").get<std::vector<int>>()};
        auto members = json.at("members").get<std::vector<std::vector<float>>>();
        const bool fits =
            shape.widths.size() > 1 && std::ranges::all_of(shape.widths, [](int w) { return w > 0; }) &&
            mean.size() == deviation.size() &&
            mean.size() == static_cast<std::size_t>(shape.widths.front()) && !members.empty() &&
            std::ranges::all_of(members,
                                [&](const auto &member) { return member.size() == shape.parameterCount(); });
        if (!fits)
            throw Error("cannot read the model", "its numbers do not fit its shape", "save it anew");
        const auto width = static_cast<Eigen::Index>(mean.size());
        return {Standardise(Eigen::Map<const Eigen::RowVectorXd>(mean.data(), width),
                            Eigen::Map<const Eigen::RowVectorXd>(deviation.data(), width)),
                shape, std::move(members)};
    } catch (const nlohmann::json::exception &failure) {
        throw Error("cannot read the model", failure.what(), "save it anew");
    }
}

} // namespace quincunx
