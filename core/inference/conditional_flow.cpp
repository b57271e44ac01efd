#include "core/inference/conditional_flow.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace quincunx {

ConditionalFlow::ConditionalFlow(Whitening whitening, const CouplingShape &shape,
                                 std::vector<std::vector<float>> members)
    : m_whitening(std::move(whitening))
    , m_flow(shape)
    , m_members(std::move(members)) {}

Eigen::VectorXd ConditionalFlow::logDensity(const Draws &targets, const Draws &conditions) const {
    const std::vector<float> context = m_whitening.context(conditions),
                             rest = m_whitening.rest(targets, conditions);
    Eigen::ArrayXXd each(targets.rows(), static_cast<Eigen::Index>(m_members.size()));
    std::vector<float> result(static_cast<std::size_t>(targets.rows()));
    for (std::size_t member = 0; member < m_members.size(); ++member) {
        m_flow.logDensity(m_members[member], rest, context, result);
        each.col(static_cast<Eigen::Index>(member)) =
            Eigen::Map<const Eigen::ArrayXf>(result.data(), targets.rows()).cast<double>();
    }
    const Eigen::ArrayXd largest = each.rowwise().maxCoeff();
    return largest + (each.colwise() - largest).exp().rowwise().mean().log() + m_whitening.logScale();
}

void ConditionalFlow::draw(const Draws &condition, std::size_t member, Draws &targets,
                           RandomEngine &random) const {
    const std::vector<float> context = m_whitening.context(condition);
    const auto width = static_cast<std::size_t>(targets.cols()),
               rows = static_cast<std::size_t>(targets.rows());
    std::vector<float> rest(rows * width), repeated;
    for (float &value : rest)
        value = static_cast<float>(standardNormal(random));
    repeated.reserve(rows * context.size());
    for (std::size_t i = 0; i < rows; ++i)
        repeated.insert(repeated.end(), context.begin(), context.end());
    m_flow.fromBase(m_members[member % m_members.size()], repeated, rest);
    for (std::size_t i = 0; i < rows; ++i)
        m_whitening.restore({rest.data() + i * width, width}, context, {targets.data() + i * width, width});
}

nlohmann::json ConditionalFlow::toJson() const {
    const CouplingShape &shape = m_flow.shape();
    return {{"dimension", shape.dimension}, {"context", shape.context},
            {"couplings", shape.couplings}, {"hidden", shape.hidden},
            {"blocks", shape.blocks},       {"bins", shape.bins},
            {"reach", shape.reach},         {"whitening", m_whitening.toJson()},
            {"members", m_members}};
}

ConditionalFlow ConditionalFlow::fromJson(const nlohmann::json &json) {
    try {
        const CouplingShape shape{json.at("dimension"), json.at("context"), json.at("couplings"),
                                  json.at("hidden"),    json.at("blocks"),  json.at("bins"),
                                  json.at("reach")};
        auto members = json.at("members").get<std::vector<std::vector<float>>>();
        const std::size_t expected = CouplingFlow(shape).parameterCount();
        for (const std::vector<float> &member : members)
            if (member.size() != expected)
                throw Error("cannot read the model",
                            "a network has " + std::to_string(member.size()) + " numbers and should have " +
                                std::to_string(expected),
                            "save it anew");
        if (members.empty())
            throw Error("cannot read the model", "it has no network", "save it anew");
        return {Whitening(json.at("whitening")), shape, std::move(members)};
    } catch (const nlohmann::json::exception &failure) {
        throw Error("cannot read the model", failure.what(), "save it anew");
    }
}

ConditionalFlow trainConditionalFlow(const Draws &targets, const Draws &conditions,
                                     const EstimatorSettings &settings, std::uint64_t seed, int threads,
                                     const TrainingWatch &watch, const Draws &scores) {
    Whitening whitening(targets, conditions);
    FlowTraining training;
    training.shape.dimension = static_cast<int>(targets.cols());
    training.shape.context = static_cast<int>(conditions.cols());
    training.shape.couplings = settings.couplings;
    training.shape.hidden = settings.hidden;
    training.shape.bins = settings.bins;
    training.theta = whitening.rest(targets, conditions);
    training.context = whitening.context(conditions);
    if (scores.size() > 0) {
        training.scores = whitening.gradients(scores);
        training.drift = whitening.drift();
    }
    const NeuralModule &neural = neuralModule();
    auto members = trainMembers(settings.members, seed, threads, watch,
                                [&](std::uint64_t memberSeed, const TrainingWatch &memberWatch) {
                                    return neural.trainFlow(training, settings, memberSeed, memberWatch);
                                });
    return {std::move(whitening), training.shape, std::move(members)};
}

std::vector<Eigen::Index> finiteRows(const Draws &left, const Draws &right) {
    std::vector<Eigen::Index> rows;
    for (Eigen::Index i = 0; i < left.rows(); ++i)
        if (left.row(i).allFinite() && right.row(i).allFinite())
            rows.push_back(i);
    return rows;
}

Simulations usableSimulations(const Simulations &all) {
    const std::vector<Eigen::Index> rows = finiteRows(all.theta, all.x);
    return {all.theta(rows, Eigen::all), all.x(rows, Eigen::all), 0};
}

} // namespace quincunx
