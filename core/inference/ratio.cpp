#include "core/inference/ratio.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace quincunx {
namespace {

class RatioPosterior final : public LikelihoodPosterior {
public:
    RatioPosterior(std::shared_ptr<const Simulator> simulator, LogRatio ratio)
        : LikelihoodPosterior(std::move(simulator))
        , m_ratio(std::move(ratio)) {}

    Eigen::VectorXd logLikelihood(const Draws &theta, const Draws &x) const override {
        return sumOverData(theta, x, std::cref(m_ratio));
    }

    nlohmann::json toJson() const override { return m_ratio.toJson(); }

private:
    LogRatio m_ratio;
};

Draws beside(const Draws &left, const Draws &right) {
    Draws both(left.rows(), left.cols() + right.cols());
    both << left, right;
    return both;
}

} // namespace

bool needsMining(RatioLoss loss) {
    return loss > RatioLoss::Carl;
}

Eigen::VectorXd LogRatio::operator()(const Draws &theta, const Draws &x) const {
    return m_network(beside(x, theta)).col(0);
}

RatioTraining ratioTraining(const Simulator &simulator, const Simulations &simulations, RatioLoss loss,
                            std::uint64_t seed, int threads, const Progress &progress) {
    RatioTraining all{
        simulations.theta, Draws(simulations.theta.rows(), simulations.theta.cols()), simulations.x, {}, {}};
    RandomEngine random(seed);
    for (std::size_t i = 0; i < static_cast<std::size_t>(all.other.rows()); ++i)
        simulator.prior().draw(rowOf(all.other, i), random);
    if (needsMining(loss)) {
        MinedSimulations mined = mineAt(simulator, all.theta, all.other, seed, threads, progress);
        all.x = std::move(mined.x);
        all.logRatio = std::move(mined.logRatio);
        all.score = std::move(mined.score);
    }
    std::vector<Eigen::Index> rows;
    for (Eigen::Index i = 0; i < all.x.rows(); ++i)
        if (all.x.row(i).allFinite() &&
            (all.logRatio.size() == 0 || (std::isfinite(all.logRatio[i]) && all.score.row(i).allFinite())))
            rows.push_back(i);
    RatioTraining kept{
        all.theta(rows, Eigen::all), all.other(rows, Eigen::all), all.x(rows, Eigen::all), {}, {}};
    if (all.logRatio.size() > 0) {
        kept.logRatio = all.logRatio(rows);
        kept.score = all.score(rows, Eigen::all);
    }
    return kept;
}

LogRatio trainLogRatio(const RatioTraining &training, RatioLoss loss, const EstimatorSettings &settings,
                       std::uint64_t seed, int threads, const TrainingWatch &watch) {
    if (training.x.rows() < 10)
        throw Error("cannot learn from " + std::to_string(training.x.rows()) + " simulations",
                    "that is too few", "make at least ten that are finite");
    const Draws inputs = beside(training.x, training.theta);
    const Standardise standardise(inputs);
    const int data = static_cast<int>(training.x.cols()),
              parameters = static_cast<int>(training.theta.cols());
    const Standardise ofTheta = standardise.tail(parameters);
    RatioRows rows{DenseShape{{data + parameters, settings.hidden, settings.hidden, 1}},
                   loss,
                   settings.scoreWeight,
                   standardise(inputs).cast<float>(),
                   ofTheta(training.other).cast<float>(),
                   training.logRatio.cast<float>(),
                   {}};
    if (training.score.size() > 0) // ∇ by the standardised θ
        rows.score = (training.score.array().rowwise() * ofTheta.deviation.array()).cast<float>();
    const NeuralModule &neural = neuralModule();
    auto members = trainMembers(settings.members, seed, threads, watch,
                                [&](std::uint64_t memberSeed, const TrainingWatch &memberWatch) {
                                    return neural.trainRatio(rows, settings, memberSeed, memberWatch);
                                });
    return LogRatio({standardise, rows.shape, std::move(members)});
}

std::shared_ptr<const LikelihoodPosterior> trainRatioPosterior(const EstimatorInput &input, RatioLoss loss,
                                                               const TrainingWatch &watch) {
    const RatioTraining training =
        ratioTraining(*input.simulator, *input.simulations, loss, input.seed, input.threads, watch.progress);
    return std::make_shared<RatioPosterior>(
        input.simulator, trainLogRatio(training, loss, input.settings, input.seed, input.threads, watch));
}

std::shared_ptr<const LikelihoodPosterior> loadRatioPosterior(std::shared_ptr<const Simulator> simulator,
                                                              const nlohmann::json &json) {
    return std::make_shared<RatioPosterior>(std::move(simulator), LogRatio(DenseEnsemble::fromJson(json)));
}

} // namespace quincunx
