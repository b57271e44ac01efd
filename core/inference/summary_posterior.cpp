#include "core/inference/summary_posterior.h"

#include "core/inference/summary_histogram.h"

#include <nlohmann/json.hpp>

namespace quincunx {
namespace {

class SummaryPosterior final : public LikelihoodPosterior {
public:
    SummaryPosterior(std::shared_ptr<const Simulator> simulator, DenseEnsemble summary,
                     SummaryHistogram histogram)
        : LikelihoodPosterior(std::move(simulator))
        , m_summary(std::move(summary))
        , m_histogram(std::move(histogram)) {}

    Eigen::VectorXd logLikelihood(const Draws &theta, const Draws &x) const override {
        return sumOverData(theta, m_summary(x), [this](const Draws &at, const Draws &summaries) {
            return m_histogram.logDensity(at, summaries);
        });
    }

    nlohmann::json toJson() const override {
        return {{"summary", m_summary.toJson()}, {"histogram", m_histogram.toJson()}};
    }

private:
    DenseEnsemble m_summary;
    SummaryHistogram m_histogram;
};

} // namespace

DenseEnsemble linearSummary(const Draws &theta, const Draws &x) {
    FloatRows weights = FloatRows::Identity(x.cols(), x.cols());
    if (x.cols() > theta.cols())
        weights = Whitening(theta, x).slope().cast<float>();
    const auto outputs = weights.rows();
    std::vector<float> parameters(weights.data(), weights.data() + weights.size());
    parameters.resize(parameters.size() + static_cast<std::size_t>(outputs), 0.F); // biases
    return {
        Standardise(x), DenseShape{{static_cast<int>(x.cols()), static_cast<int>(outputs)}}, {parameters}};
}

std::vector<double> referenceOf(const Prior &prior) {
    std::vector<double> theta(prior.size());
    prior.fromNormal(std::vector<double>(prior.size(), 0.), theta);
    return theta;
}

DenseEnsemble trainScore(const Simulator &simulator, std::size_t count, const EstimatorSettings &settings,
                         std::uint64_t seed, int threads, const TrainingWatch &watch) {
    const std::vector<double> reference = referenceOf(simulator.prior());
    const auto parameters = static_cast<Eigen::Index>(reference.size());
    const Draws theta = Eigen::Map<const Draws>(reference.data(), 1, parameters)
                            .replicate(static_cast<Eigen::Index>(count), 1);
    const MinedSimulations mined = mineAt(simulator, theta, theta, seed, threads, watch.progress);
    const std::vector<Eigen::Index> finite = finiteRows(mined.x, mined.score);
    if (finite.size() < 10)
        throw Error("cannot learn from " + std::to_string(finite.size()) + " mined simulations",
                    "that is too few", "make more");
    const Draws x = mined.x(finite, Eigen::all), score = mined.score(finite, Eigen::all);
    const Standardise ofData(x);
    const Eigen::RowVectorXd scale = Standardise(score).deviation;
    const RegressionRows rows{DenseShape{{static_cast<int>(x.cols()), settings.hidden, settings.hidden,
                                          static_cast<int>(parameters)}},
                              ofData(x).cast<float>(),
                              (score.array().rowwise() / scale.array()).cast<float>()};
    const NeuralModule &neural = neuralModule();
    auto members = trainMembers(settings.members, seed, threads, watch,
                                [&](std::uint64_t memberSeed, const TrainingWatch &memberWatch) {
                                    return neural.trainRegression(rows, settings, memberSeed, memberWatch);
                                });
    for (std::vector<float> &member : members) { // the last layer gives the score in its units
        float *last = member.data() + member.size() - (settings.hidden + 1) * parameters;
        Eigen::Map<FloatRows> weights(last, parameters, settings.hidden);
        Eigen::Map<Eigen::ArrayXf> biases(last + weights.size(), parameters);
        weights.array().colwise() *= scale.transpose().array().cast<float>();
        biases *= scale.transpose().array().cast<float>();
    }
    return {ofData, rows.shape, std::move(members)};
}

std::shared_ptr<const LikelihoodPosterior> makeSummaryPosterior(const EstimatorInput &input) {
    Simulations made = usableSimulations(*input.simulations);
    spreadWholeNumbers(made.x, input.seed);
    DenseEnsemble summary = linearSummary(made.theta, made.x);
    SummaryHistogram histogram(input.simulator->prior(), made.theta, summary(made.x));
    return std::make_shared<SummaryPosterior>(input.simulator, std::move(summary), std::move(histogram));
}

std::shared_ptr<const LikelihoodPosterior> trainSally(const EstimatorInput &input,
                                                      const TrainingWatch &watch) {
    const Simulator &simulator = *input.simulator;
    const Eigen::Index mined = input.simulations->theta.rows() / 2;
    DenseEnsemble score = trainScore(simulator, static_cast<std::size_t>(mined), input.settings, input.seed,
                                     input.threads, watch);
    const Draws theta = input.simulations->theta.bottomRows(input.simulations->theta.rows() - mined);
    Simulations made = usableSimulations(
        {theta, simulateAt(simulator, theta, input.seed + 1, input.threads, watch.progress), 0});
    spreadWholeNumbers(made.x, input.seed);
    SummaryHistogram histogram(simulator.prior(), made.theta, score(made.x));
    return std::make_shared<SummaryPosterior>(input.simulator, std::move(score), std::move(histogram));
}

std::shared_ptr<const LikelihoodPosterior> loadSummaryPosterior(std::shared_ptr<const Simulator> simulator,
                                                                const nlohmann::json &json) {
    try {
        DenseEnsemble summary = DenseEnsemble::fromJson(json.at("summary"));
        SummaryHistogram histogram(simulator->prior(), json.at("histogram"));
        if (summary.inputs() != static_cast<int>(simulator->data().size()) ||
            summary.outputs() != histogram.summaries())
            throw Error("cannot read the model", "its summary does not fit the data or the histogram",
                        "save it anew");
        return std::make_shared<SummaryPosterior>(std::move(simulator), std::move(summary),
                                                  std::move(histogram));
    } catch (const nlohmann::json::exception &failure) {
        throw Error("cannot read the model", failure.what(), "save it anew");
    }
}

} // namespace quincunx
