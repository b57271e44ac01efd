#include "core/inference/mixture_density.h"

#include "core/inference/conditional_flow.h"
#include "core/inference/neural.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

struct WeightedGaussian {
    double logWeight; ///< ln π
    Eigen::VectorXd mean;
    Eigen::MatrixXd root; ///< A

    /// ln π N(r; μ, (AᵀA)⁻¹)
    double logTerm(const Eigen::VectorXd &r) const {
        return logWeight + root.diagonal().array().log().sum() -
               0.5 * (root.triangularView<Eigen::Lower>() * (r - mean)).squaredNorm() -
               0.5 * static_cast<double>(r.size()) * std::log(2 * std::numbers::pi);
    }
};

/// Of one row of the outputs of a network.
std::vector<WeightedGaussian> mixtureOf(const MixtureShape &shape, const float *outputs) {
    const Eigen::Index count = shape.components, size = shape.dimension, below = size * (size - 1) / 2;
    const Eigen::ArrayXd logits = Eigen::Map<const Eigen::ArrayXf>(outputs, count).cast<double>();
    const double norm = logits.maxCoeff() + std::log((logits - logits.maxCoeff()).exp().sum());
    const float *means = outputs + count, *diagonals = means + count * size,
                *lower = diagonals + count * size;
    std::vector<WeightedGaussian> all;
    for (Eigen::Index k = 0; k < count; ++k) {
        WeightedGaussian one{logits[k] - norm,
                             Eigen::Map<const Eigen::VectorXf>(means + k * size, size).cast<double>(),
                             Eigen::MatrixXd::Zero(size, size)};
        const float *next = lower + k * below;
        for (Eigen::Index i = 0; i < size; ++i) {
            for (Eigen::Index j = 0; j < i; ++j)
                one.root(i, j) = *next++;
            one.root(i, i) = std::exp(static_cast<double>(diagonals[k * size + i]));
        }
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace

std::vector<float> MixtureShape::initialParameters(RandomEngine &random) const {
    constexpr float small = 0.1F, apart = 0.3F; // of the last layer's weights, and of the means
    std::vector<float> all = net().initialParameters(random);
    const auto biases = all.end() - outputs();
    for (auto weight = biases - outputs() * hidden; weight != biases; ++weight)
        *weight *= small;
    std::generate_n(biases + components, components * dimension,
                    [&random] { return apart * static_cast<float>(standardNormal(random)); });
    return all;
}

MixtureDensity::MixtureDensity(Whitening whitening, const MixtureShape &shape,
                               std::vector<std::vector<float>> members)
    : m_whitening(std::move(whitening))
    , m_shape(shape)
    , m_members(std::move(members)) {}

Eigen::VectorXd MixtureDensity::logDensity(const Draws &targets, const Draws &conditions) const {
    const std::vector<float> context = m_whitening.context(conditions),
                             rest = m_whitening.rest(targets, conditions);
    const Eigen::Map<const FloatRows> inputs(context.data(), targets.rows(), m_shape.context);
    const Eigen::Map<const FloatRows> r(rest.data(), targets.rows(), m_shape.dimension);
    Eigen::ArrayXXd terms(targets.rows(), static_cast<Eigen::Index>(m_members.size()) * m_shape.components);
    for (std::size_t member = 0; member < m_members.size(); ++member) {
        const FloatRows outputs = evaluate(m_shape.net(), m_members[member], inputs);
        for (Eigen::Index i = 0; i < targets.rows(); ++i) {
            const Eigen::VectorXd row = r.row(i).transpose().cast<double>();
            Eigen::Index column = static_cast<Eigen::Index>(member) * m_shape.components;
            for (const WeightedGaussian &one : mixtureOf(m_shape, outputs.row(i).data()))
                terms(i, column++) = one.logTerm(row);
        }
    }
    const Eigen::ArrayXd largest = terms.rowwise().maxCoeff();
    return largest + (terms.colwise() - largest).exp().rowwise().sum().log() -
           std::log(static_cast<double>(m_members.size())) + m_whitening.logScale();
}

void MixtureDensity::draw(const Draws &condition, std::size_t member, Draws &targets,
                          RandomEngine &random) const {
    const std::vector<float> context = m_whitening.context(condition);
    const Eigen::Map<const FloatRows> input(context.data(), 1, m_shape.context);
    const FloatRows outputs = evaluate(m_shape.net(), m_members[member % m_members.size()], input);
    const std::vector<WeightedGaussian> mixture = mixtureOf(m_shape, outputs.data());
    Eigen::VectorXd normal(m_shape.dimension);
    for (std::size_t i = 0; i < static_cast<std::size_t>(targets.rows()); ++i) {
        double left = uniform(random);
        auto one = mixture.begin();
        while (one + 1 != mixture.end() && left >= std::exp(one->logWeight))
            left -= std::exp((one++)->logWeight);
        for (double &value : normal)
            value = standardNormal(random);
        const Eigen::VectorXf r =
            (one->mean + one->root.triangularView<Eigen::Lower>().solve(normal)).cast<float>();
        m_whitening.restore({r.data(), r.data() + r.size()}, context, rowOf(targets, i));
    }
}

nlohmann::json MixtureDensity::toJson() const {
    return {{"dimension", m_shape.dimension},    {"context", m_shape.context},
            {"components", m_shape.components},  {"hidden", m_shape.hidden},
            {"whitening", m_whitening.toJson()}, {"members", m_members}};
}

MixtureDensity MixtureDensity::fromJson(const nlohmann::json &json) {
    try {
        const MixtureShape shape{json.at("dimension"), json.at("context"), json.at("components"),
                                 json.at("hidden")};
        auto members = json.at("members").get<std::vector<std::vector<float>>>();
        Whitening whitening(json.at("whitening"));
        const Eigen::MatrixXd &slope = whitening.slope();
        const bool fits = slope.rows() == shape.dimension && slope.cols() == shape.context &&
                          shape.components > 0 && shape.hidden > 0 && !members.empty() &&
                          std::ranges::all_of(members, [&](const auto &member) {
                              return member.size() == shape.net().parameterCount();
                          });
        if (!fits)
            throw Error("cannot read the model", "its numbers do not fit its shape", "save it anew");
        return {std::move(whitening), shape, std::move(members)};
    } catch (const nlohmann::json::exception &failure) {
        throw Error("cannot read the model", failure.what(), "save it anew");
    }
}

std::shared_ptr<const MixturePosterior> trainMixturePosterior(const EstimatorInput &input,
                                                              const TrainingWatch &watch) {
    const Simulations simulations = usableSimulations(*input.simulations);
    const UnboundedCoordinates coordinates(input.simulator->prior());
    const Draws y = coordinates.fromParameters(simulations.theta);
    Whitening whitening(y, simulations.x);
    const std::vector<float> context = whitening.context(simulations.x),
                             rest = whitening.rest(y, simulations.x);
    const MixtureRows rows{{static_cast<int>(y.cols()), static_cast<int>(simulations.x.cols()),
                            input.settings.components, input.settings.hidden},
                           Eigen::Map<const FloatRows>(context.data(), y.rows(), simulations.x.cols()),
                           Eigen::Map<const FloatRows>(rest.data(), y.rows(), y.cols())};
    const NeuralModule &neural = neuralModule();
    auto members = trainMembers(input.settings.members, input.seed, input.threads, watch,
                                [&](std::uint64_t memberSeed, const TrainingWatch &memberWatch) {
                                    return neural.trainMixture(rows, input.settings, memberSeed, memberWatch);
                                });
    return std::make_shared<MixturePosterior>(
        input.simulator, MixtureDensity(std::move(whitening), rows.shape, std::move(members)), coordinates);
}

} // namespace quincunx
