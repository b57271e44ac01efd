#include "core/inference/conditional_flow.h"

#include "core/inference/old_embedding.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace quincunx {

ConditionalFlow::ConditionalFlow(Whitening whitening, const CouplingShape &shape,
                                 std::optional<Embedding> embedding, std::vector<std::vector<float>> members)
    : m_whitening(std::move(whitening))
    , m_flow(shape)
    , m_embedding(std::move(embedding))
    , m_members(std::move(members)) {}

std::vector<float> ConditionalFlow::context(const Draws &conditions, const std::vector<float> &member) const {
    if (!m_embedding)
        return m_whitening.context(conditions);
    const FloatRows summaries =
        (*m_embedding)(std::span(member).subspan(m_flow.parameterCount()), conditions);
    return {summaries.data(), summaries.data() + summaries.size()};
}

Draws ConditionalFlow::outline(const Draws &conditions) const {
    return m_embedding ? m_embedding->outline(conditions) : conditions;
}

Eigen::VectorXd ConditionalFlow::logDensity(const Draws &targets, const Draws &conditions) const {
    const std::vector<float> rest = m_whitening.rest(targets, outline(conditions));
    Eigen::ArrayXXd each(targets.rows(), static_cast<Eigen::Index>(m_members.size()));
    std::vector<float> result(static_cast<std::size_t>(targets.rows()));
    for (std::size_t member = 0; member < m_members.size(); ++member) {
        m_flow.logDensity(ofFlow(m_members[member]), rest, context(conditions, m_members[member]), result);
        each.col(static_cast<Eigen::Index>(member)) =
            Eigen::Map<const Eigen::ArrayXf>(result.data(), targets.rows()).cast<double>();
    }
    const Eigen::ArrayXd largest = each.rowwise().maxCoeff();
    return largest + (each.colwise() - largest).exp().rowwise().mean().log() + m_whitening.logScale();
}

void ConditionalFlow::draw(const Draws &condition, std::size_t member, Draws &targets,
                           RandomEngine &random) const {
    const std::vector<float> &parameters = m_members[member % m_members.size()];
    const std::vector<float> seen = context(condition, parameters),
                             straight = m_whitening.context(outline(condition));
    const auto width = static_cast<std::size_t>(targets.cols()),
               rows = static_cast<std::size_t>(targets.rows());
    std::vector<float> rest(rows * width), repeated;
    for (float &value : rest)
        value = static_cast<float>(standardNormal(random));
    repeated.reserve(rows * seen.size());
    for (std::size_t i = 0; i < rows; ++i)
        repeated.insert(repeated.end(), seen.begin(), seen.end());
    m_flow.fromBase(ofFlow(parameters), repeated, rest);
    for (std::size_t i = 0; i < rows; ++i)
        m_whitening.restore({rest.data() + i * width, width}, straight, {targets.data() + i * width, width});
}

nlohmann::json ConditionalFlow::toJson() const {
    const CouplingShape &shape = m_flow.shape();
    nlohmann::json json{{"dimension", shape.dimension}, {"context", shape.context},
                        {"couplings", shape.couplings}, {"hidden", shape.hidden},
                        {"blocks", shape.blocks},       {"bins", shape.bins},
                        {"reach", shape.reach},         {"whitening", m_whitening.toJson()},
                        {"members", m_members}};
    if (m_embedding)
        json["embedding"] = m_embedding->toJson();
    return json;
}

ConditionalFlow ConditionalFlow::fromJson(const nlohmann::json &saved) {
    try {
        const nlohmann::json json = withTodaysEmbedding(saved);
        const CouplingShape shape{json.at("dimension"), json.at("context"), json.at("couplings"),
                                  json.at("hidden"),    json.at("blocks"),  json.at("bins"),
                                  json.at("reach")};
        auto members = json.at("members").get<std::vector<std::vector<float>>>();
        std::optional<Embedding> embedding;
        std::size_t expected = CouplingFlow(shape).parameterCount();
        if (json.contains("embedding")) {
            embedding.emplace(json.at("embedding"));
            expected += embedding->shape().parameterCount();
        }
        for (const std::vector<float> &member : members)
            if (member.size() != expected)
                throw Error("cannot read the model",
                            "a network has " + std::to_string(member.size()) + " numbers and should have " +
                                std::to_string(expected),
                            "save it anew");
        if (members.empty())
            throw Error("cannot read the model", "it has no network", "save it anew");
        return {Whitening(json.at("whitening")), shape, std::move(embedding), std::move(members)};
    } catch (const nlohmann::json::exception &failure) {
        throw Error("cannot read the model", failure.what(), "save it anew");
    }
}

ConditionalFlow trainConditionalFlow(const Draws &targets, const Draws &conditions,
                                     const EstimatorSettings &settings, std::uint64_t seed, int threads,
                                     const TrainingWatch &watch, const FlowExtras &extras) {
    std::optional<Embedding> embedding;
    if (extras.embedding)
        embedding.emplace(*extras.embedding, conditions);
    const Draws straight = embedding ? embedding->outline(conditions) : conditions;
    Whitening whitening(targets, straight);
    FlowTraining training;
    training.shape.dimension = static_cast<int>(targets.cols());
    training.shape.context = embedding ? embedding->shape().summaries : static_cast<int>(conditions.cols());
    training.shape.couplings = settings.couplings;
    training.shape.hidden = settings.hidden;
    training.shape.bins = settings.bins;
    training.theta = whitening.rest(targets, straight);
    training.embedding = extras.embedding;
    if (embedding) {
        const FloatRows prepared = embedding->prepared(conditions);
        training.context = {prepared.data(), prepared.data() + prepared.size()};
    } else {
        training.context = whitening.context(conditions);
    }
    if (extras.scores.size() > 0) {
        training.scores = whitening.gradients(extras.scores);
        training.drift = whitening.drift();
    }
    const NeuralModule &neural = neuralModule();
    auto members = trainMembers(settings.members, seed, threads, watch,
                                [&](std::uint64_t memberSeed, const TrainingWatch &memberWatch) {
                                    return neural.trainFlow(training, settings, memberSeed, memberWatch);
                                });
    return {std::move(whitening), training.shape, std::move(embedding), std::move(members)};
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
