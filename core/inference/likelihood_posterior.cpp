#include "core/inference/likelihood_posterior.h"

#include "core/base/parallel.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace quincunx {
namespace {

constexpr std::size_t groups = 8, chains = 32; ///< chains of a group are evaluated together
constexpr int warmUp = 100, between = 5;       ///< steps of a chain before and between draws
constexpr std::size_t tries = 20;              ///< draws of the prior for each chain, to start from

/// A chain amid a step: it looks for a state on an ellipse through where it is, in a shrinking bracket.
struct Chain {
    Eigen::RowVectorXd at, other; ///< z, and the second axis of the ellipse
    double log = 0, level = 0;    ///< ln L at z, and what the next must exceed
    double low = 0, high = 0, angle = 0;
    int step = 0;

    void begin(RandomEngine &random) {
        other.resize(at.size());
        for (double &value : other)
            value = standardNormal(random);
        level = log + std::log1p(-uniform(random));
        angle = 2 * std::numbers::pi * uniform(random);
        low = angle - 2 * std::numbers::pi;
        high = angle;
    }
    Eigen::RowVectorXd proposal() const { return at * std::cos(angle) + other * std::sin(angle); }
    void shrink(RandomEngine &random) {
        (angle < 0 ? low : high) = angle;
        angle = low + (high - low) * uniform(random);
    }
};

class TrueLikelihood final : public LikelihoodPosterior {
public:
    using LikelihoodPosterior::LikelihoodPosterior;

    Eigen::VectorXd logLikelihood(const Draws &theta, const Draws &x) const override {
        return sumOverData(theta, x, [this](const Draws &one, const Draws &data) {
            Eigen::VectorXd log(one.rows());
            for (std::size_t i = 0; i < static_cast<std::size_t>(one.rows()); ++i)
                log[static_cast<Eigen::Index>(i)] = simulator().logLikelihood(rowOf(data, i), rowOf(one, i));
            return log;
        });
    }

protected:
    GridPosterior::LogLikelihood likelihoodOf(const Draws &x, int threads,
                                              const Progress &progress) const override {
        const auto *grid = dynamic_cast<const GridSimulator *>(&simulator());
        if (!grid)
            return LikelihoodPosterior::likelihoodOf(x, threads, progress);
        std::vector<GridPosterior::LogLikelihood> all(static_cast<std::size_t>(x.rows()));
        parallelFor(all.size(), threads, 1, [&](std::size_t k) {
            progress.check();
            all[k] = grid->likelihoodOf(rowOf(x, k), progress);
        });
        return [all = std::move(all)](std::span<const double> theta) {
            double sum = 0;
            for (const auto &one : all)
                sum += one(theta);
            return sum;
        };
    }
};

/// θ at least a two-thousandth of its range from the edges of a uniform prior. Unbounded coordinates run away
/// towards an edge, to where no simulation has taught the network anything; the likelihood does not.
Draws offTheEdges(const Prior &prior, Draws theta) {
    for (std::size_t k = 0; k < prior.size(); ++k) {
        const double low = prior.lower(k), high = prior.upper(k), margin = (high - low) / 2000;
        if (std::isfinite(margin))
            for (double &value : theta.col(static_cast<Eigen::Index>(k)))
                value = std::clamp(value, low + margin, high - margin);
    }
    return theta;
}

class FlowLikelihood final : public LikelihoodPosterior {
public:
    FlowLikelihood(std::shared_ptr<const Simulator> simulator, ConditionalFlow flow,
                   UnboundedCoordinates coordinates)
        : LikelihoodPosterior(std::move(simulator))
        , m_flow(std::move(flow))
        , m_coordinates(std::move(coordinates)) {}

    Eigen::VectorXd logLikelihood(const Draws &theta, const Draws &x) const override {
        return sumOverData(m_coordinates.fromParameters(offTheEdges(simulator().prior(), theta)), x,
                           [this](const Draws &conditions, const Draws &data) {
                               return m_flow.logDensity(data, conditions);
                           });
    }

    nlohmann::json toJson() const override {
        nlohmann::json model = m_flow.toJson();
        m_coordinates.write(model);
        return model;
    }

private:
    ConditionalFlow m_flow;
    UnboundedCoordinates m_coordinates;
};

} // namespace

Draws LikelihoodPosterior::sample(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                                  const Progress &progress) const {
    if (const auto grid = onGrid(x, threads, progress))
        return grid->draws(count, seed);
    checkObservations(x);
    return sampleChains(x, count, seed, threads, progress);
}

std::optional<GridPosterior> LikelihoodPosterior::onGrid(const Draws &x, int threads,
                                                         const Progress &progress) const {
    if (simulator().prior().size() != 1)
        return {};
    checkObservations(x);
    const auto likelihood = likelihoodOf(x, threads, progress);
    return GridPosterior(
        simulator().prior(),
        [&](std::span<const double> theta) {
            progress.check(); // of many observations one θ takes long
            const double log = likelihood(theta);
            return std::isnan(log) ? -std::numeric_limits<double>::infinity() : log;
        },
        threads, progress);
}

GridPosterior::LogLikelihood LikelihoodPosterior::likelihoodOf(const Draws &x, int, const Progress &) const {
    return [this, x](std::span<const double> theta) {
        return logLikelihood(
            Eigen::Map<const Draws>(theta.data(), 1, static_cast<Eigen::Index>(theta.size())), x)[0];
    };
}

Draws LikelihoodPosterior::sampleChains(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                                        const Progress &progress) const {
    const Prior &prior = simulator().prior();
    const auto width = static_cast<Eigen::Index>(prior.size());
    const std::size_t each = (count + groups * chains - 1) / (groups * chains);
    Draws all(static_cast<Eigen::Index>(groups * chains * each), width);
    auto evaluate = [&](const Draws &z) {
        Draws theta(z.rows(), width);
        for (std::size_t i = 0; i < static_cast<std::size_t>(z.rows()); ++i)
            prior.fromNormal(rowOf(z, i), rowOf(theta, i));
        Eigen::VectorXd log = logLikelihood(theta, x);
        return log.array().isNaN().select(-std::numeric_limits<double>::infinity(), log).eval();
    };
    std::atomic<std::size_t> done = 0;
    parallelFor(groups, threads, 1, [&](std::size_t group) {
        RandomEngine random = engineOf(seed, group);
        // Chains start at draws of the prior, taken by their likelihood.
        Draws pool(static_cast<Eigen::Index>(chains * tries), width);
        for (double &value : pool.reshaped())
            value = standardNormal(random);
        const Eigen::VectorXd poolLog = evaluate(pool);
        const double largest = poolLog.maxCoeff();
        if (!std::isfinite(largest))
            throw Error("cannot draw from the posterior", "no parameter of the prior gives these data",
                        "look whether the observation is one the simulator can make");
        std::vector<double> weights;
        for (double log : poolLog)
            weights.push_back((weights.empty() ? 0 : weights.back()) + std::exp(log - largest));
        std::vector<Chain> running(chains);
        for (Chain &chain : running) {
            const double at = uniform(random) * weights.back();
            const auto row = std::min<Eigen::Index>(std::ranges::upper_bound(weights, at) - weights.begin(),
                                                    pool.rows() - 1);
            chain.at = pool.row(row);
            chain.log = poolLog[row];
            chain.begin(random);
        }
        const int steps = warmUp + between * static_cast<int>(each);
        Draws proposals(chains, width);
        for (std::size_t finished = 0; finished < chains;) {
            progress.check();
            for (std::size_t i = 0; i < chains; ++i)
                proposals.row(static_cast<Eigen::Index>(i)) = running[i].proposal();
            const Eigen::VectorXd log = evaluate(proposals);
            for (std::size_t i = 0; i < chains; ++i) {
                Chain &chain = running[i];
                const auto row = static_cast<Eigen::Index>(i);
                if (chain.step == steps)
                    continue;
                if (log[row] <= chain.level && chain.high - chain.low > 1e-12) {
                    chain.shrink(random);
                    continue;
                }
                if (log[row] > chain.level) {
                    chain.at = proposals.row(row);
                    chain.log = log[row];
                }
                const int draw = ++chain.step - warmUp;
                if (draw > 0 && draw % between == 0) {
                    const std::size_t to =
                        (static_cast<std::size_t>(draw / between - 1) * groups + group) * chains + i;
                    prior.fromNormal({chain.at.data(), static_cast<std::size_t>(width)}, rowOf(all, to));
                }
                if (chain.step == steps)
                    ++finished;
                else
                    chain.begin(random);
            }
        }
        progress.report(static_cast<double>(++done) / groups, "drawing");
    });
    return all.topRows(static_cast<Eigen::Index>(count));
}

Eigen::VectorXd sumOverData(const Draws &theta, const Draws &x,
                            const std::function<Eigen::VectorXd(const Draws &theta, const Draws &x)> &f) {
    std::map<std::vector<double>, double> times;
    for (Eigen::Index k = 0; k < x.rows(); ++k)
        times[{x.row(k).begin(), x.row(k).end()}] += 1;
    Draws rows(static_cast<Eigen::Index>(times.size()), x.cols());
    Eigen::VectorXd weights(rows.rows()), sum = Eigen::VectorXd::Zero(theta.rows());
    Eigen::Index row = 0;
    for (const auto &[values, count] : times) {
        std::ranges::copy(values, rows.row(row).begin());
        weights[row++] = count;
    }
    if (theta.rows() < rows.rows())
        for (Eigen::Index i = 0; i < theta.rows(); ++i)
            sum[i] = weights.dot(f(theta.row(i).replicate(rows.rows(), 1), rows));
    else
        for (Eigen::Index k = 0; k < rows.rows(); ++k)
            sum += weights[k] * f(theta, rows.row(k).replicate(theta.rows(), 1));
    return sum;
}

std::shared_ptr<const LikelihoodPosterior> makeTrueLikelihood(std::shared_ptr<const Simulator> simulator) {
    return std::make_shared<TrueLikelihood>(std::move(simulator));
}

std::shared_ptr<const LikelihoodPosterior> trainFlowLikelihood(const EstimatorInput &input,
                                                               const TrainingWatch &watch) {
    Simulations simulations = usableSimulations(*input.simulations);
    spreadWholeNumbers(simulations.x, input.seed);
    const UnboundedCoordinates coordinates(input.simulator->prior());
    return std::make_shared<FlowLikelihood>(
        input.simulator,
        trainConditionalFlow(simulations.x, coordinates.fromParameters(simulations.theta), input.settings,
                             input.seed, input.threads, watch),
        coordinates);
}

void spreadWholeNumbers(Draws &x, std::uint64_t seed) {
    RandomEngine random = engineOf(seed, 0);
    for (Eigen::Index k = 0; k < x.cols(); ++k)
        if ((x.col(k).array() == x.col(k).array().round()).all())
            for (double &value : x.col(k))
                value += uniform(random) - 0.5;
}

std::shared_ptr<const LikelihoodPosterior> trainScoredFlowLikelihood(const EstimatorInput &input,
                                                                     const TrainingWatch &watch) {
    const Draws &theta = input.simulations->theta;
    const MinedSimulations mined =
        mineAt(*input.simulator, theta, theta, input.seed, input.threads, watch.progress);
    const std::vector<Eigen::Index> rows = finiteRows(mined.x, mined.score);
    Draws x = mined.x(rows, Eigen::all);
    spreadWholeNumbers(x, input.seed);
    const UnboundedCoordinates coordinates(input.simulator->prior());
    const Draws y = coordinates.fromParameters(theta(rows, Eigen::all));
    return std::make_shared<FlowLikelihood>(
        input.simulator,
        trainConditionalFlow(x, y, input.settings, input.seed, input.threads, watch,
                             {.scores = coordinates.gradients(y, mined.score(rows, Eigen::all))}),
        coordinates);
}

std::shared_ptr<const LikelihoodPosterior> loadFlowLikelihood(std::shared_ptr<const Simulator> simulator,
                                                              const nlohmann::json &json) {
    const auto coordinates = UnboundedCoordinates::read(simulator->prior(), json);
    return std::make_shared<FlowLikelihood>(std::move(simulator), ConditionalFlow::fromJson(json),
                                            coordinates);
}

} // namespace quincunx
