// Timings and accuracies of inference and flows, for a person to run:
// `quincunx_neural_bench [speed|posteriors|presets|ginkgo|ratios|galton|gauss_gauss|flow_speed|flow_targets
// ...]`.
#include "core/inference/galton.h"
#include "core/inference/ratio.h"
#include "core/inference/summary_posterior.h"
#include "tests/bench/neural/flows.h"
#include "tests/bench/neural/plain_flow.h"
#include "tests/bench/neural/posteriors.h"
#include "tests/bench/neural/timing.h"

#include <chrono>
#include <cstdio>

using namespace quincunx;
using namespace quincunx::bench;

namespace {

torch::Tensor normals(std::int64_t rows, std::int64_t columns) {
    return torch::randn({rows, columns});
}

std::span<const float> valuesOf(const torch::Tensor &tensor) {
    return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

/// A step of training: density, gradient, AdamW; the kernel against plain torch, in turns.
void speed() {
    torch::manual_seed(1);
    const CouplingFlow flow({2, 2});
    RandomEngine random(1);
    const std::vector<float> initial = flow.initialParameters(random);
    std::printf("%zu parameters\n", initial.size());
    for (std::int64_t batch : {200, 50}) {
        const torch::Tensor theta = normals(batch, 2), context = normals(batch, 2);
        torch::Tensor parameters = torch::tensor(initial).requires_grad_(true);
        torch::optim::AdamW optimiser({parameters}, torch::optim::AdamWOptions(1e-4));
        auto plain = [&] {
            optimiser.zero_grad();
            (-plainLogDensity(flow, parameters, theta, context).mean()).backward();
            optimiser.step();
        };
        std::vector<float> log(static_cast<std::size_t>(batch)), gradient(initial.size());
        const std::vector<float> upstream(log.size(), -1.F / static_cast<float>(batch));
        torch::Tensor ours = torch::tensor(initial).requires_grad_(true);
        torch::optim::AdamW ourOptimiser({ours}, torch::optim::AdamWOptions(1e-4));
        auto fused = [&] {
            torch::Tensor sum = torch::zeros_like(ours);
            flow.logDensityGradient(valuesOf(ours), valuesOf(theta), valuesOf(context), upstream, log,
                                    {{sum.data_ptr<float>(), initial.size()}, {}, {}});
            ours.mutable_grad() = sum;
            ourOptimiser.step();
        };
        const double a = bestOf(5, 10, plain), b = bestOf(5, 40, fused);
        std::printf("step of %3d: plain %.2f ms, fused %.3f ms, ratio %.1f (>= 8)\n", static_cast<int>(batch),
                    1e3 * a, 1e3 * b, a / b);
    }
    const torch::NoGradGuard noGradient;
    const torch::Tensor base = normals(10000, 2), context = torch::zeros({10000, 2});
    const torch::Tensor parameters = torch::tensor(initial);
    std::vector<float> theta(20000);
    const double plain = bestOf(3, 2, [&] { plainFromBase(flow, parameters, base, context); });
    const double fused = bestOf(3, 4, [&] {
        std::ranges::copy(valuesOf(base), theta.begin());
        flow.fromBase(valuesOf(parameters), valuesOf(context), theta);
    });
    std::printf("10000 draws: plain %.1f ms, fused on one thread %.1f ms\n", 1e3 * plain, 1e3 * fused);
}

/// g of each row, so that g(θ₀, x) − g(θ₁, x) is ln r.
using LearnedRatio = std::function<Eigen::VectorXd(const Draws &theta, const Draws &x)>;

/// A problem whose ratio is known, and how far a learned one is from it.
struct RatioProblem {
    const char *name;
    const Simulator &simulator;
    double low, high; ///< of θ₀ and θ₁ in training
    std::function<double(const LearnedRatio &)> error;
};

/// The simulator of a problem under a flat prior of the parameters that are trained on.
class Within final : public Simulator {
public:
    explicit Within(const RatioProblem &problem)
        : Simulator(problem.simulator.parameters(), uniformPrior(1, problem.low, problem.high),
                    problem.simulator.data())
        , m_all(problem.simulator) {}

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        m_all.simulate(theta, x, random);
    }
    bool canMine() const override { return true; }
    Mined mine(std::span<const double> theta, std::span<const double> other, std::span<double> x,
               RandomEngine &random) const override {
        return m_all.mine(theta, other, x, random);
    }

private:
    const Simulator &m_all;
};

/// Mean squared error of ln r(x|−0.8, −0.6) on the Galton board, x from the second.
double errorOnGalton(const LearnedRatio &ratio) {
    const auto numerator = GaltonBoard::probabilities(-0.8), denominator = GaltonBoard::probabilities(-0.6);
    double sum = 0;
    for (int bin = 0; bin < GaltonBoard::nails; ++bin) {
        const auto i = static_cast<std::size_t>(bin);
        if (numerator[i] <= 0 || denominator[i] <= 0)
            continue;
        Draws theta(2, 1), x = Draws::Constant(2, 1, bin);
        theta << -0.8, -0.6;
        const Eigen::VectorXd g = ratio(theta, x);
        sum += denominator[i] * std::pow(g[0] - g[1] - std::log(numerator[i] / denominator[i]), 2);
    }
    return sum;
}

/// The same of ln r(x|θ, 0) on gauss_gauss, the mean over θ in [−5, 5] and x drawn at θ = 1.
double errorOnGauss(const LearnedRatio &ratio) {
    const Simulator &simulator = *simulators().at("gauss_gauss").simulator;
    const Draws x = simulateAt(simulator, Draws::Constant(1000, 1, 1.), 99, 1);
    const Eigen::VectorXd reference = ratio(Draws::Zero(x.rows(), 1), x);
    double sum = 0;
    constexpr int points = 41;
    for (int k = 0; k < points; ++k) {
        const double theta = -5 + 10. * k / (points - 1);
        const Eigen::ArrayXd learned = ratio(Draws::Constant(x.rows(), 1, theta), x) - reference;
        const Eigen::ArrayXd exact = (x.array().square() - (x.array() - theta).square()) / (2 * 5);
        sum += (learned - exact).square().mean() / points;
    }
    return sum;
}

/// One network of 10 units.
EstimatorSettings smallSettings() {
    EstimatorSettings settings;
    settings.members = 1;
    settings.hidden = 10;
    settings.learningRate = 1e-2;
    return settings;
}

using LearnRatio =
    std::function<LearnedRatio(const RatioProblem &problem, Eigen::Index count, std::uint64_t seed)>;

LearnedRatio learnRatio(RatioLoss loss, const RatioProblem &problem, Eigen::Index count, std::uint64_t seed) {
    RandomEngine random(seed);
    RatioTraining training{Draws(count, 1), Draws(count, 1), {}, {}, {}};
    for (Eigen::Index i = 0; i < count; ++i) {
        training.theta(i, 0) = problem.low + (problem.high - problem.low) * uniform(random);
        training.other(i, 0) = problem.low + (problem.high - problem.low) * uniform(random);
    }
    MinedSimulations mined = mineAt(problem.simulator, training.theta, training.other, seed, 2);
    training.x = std::move(mined.x);
    training.logRatio = std::move(mined.logRatio);
    training.score = std::move(mined.score);
    return trainLogRatio(training, loss, smallSettings(), seed, 1, {});
}

/// By an estimator that learns the likelihood.
LearnedRatio learnLikelihood(const char *estimator, const EstimatorSettings &settings,
                             const RatioProblem &problem, Eigen::Index count, std::uint64_t seed) {
    const auto within = std::make_shared<const Within>(problem);
    const EstimatorKind &kind = estimators().at(estimator);
    const auto simulations = simulationsFor({&kind}, *within, static_cast<std::size_t>(count), seed, 2);
    const auto likelihood = std::dynamic_pointer_cast<const LikelihoodPosterior>(
        kind.make({within, simulations, settings, seed, 2}, {}));
    return [likelihood](const Draws &theta, const Draws &x) {
        Eigen::VectorXd log(theta.rows());
        for (Eigen::Index i = 0; i < log.size(); ++i)
            log[i] = likelihood->logLikelihood(theta.row(i), x.row(i))[0];
        return log;
    };
}

/// SALLY's local model, the exponential family of the score t̂ at the middle: ln p(x|θ) = t̂ δ − ln E[e^{t̂ δ}],
/// δ the way from the middle, the mean over the simulations that were mined there.
LearnedRatio learnLocally(const RatioProblem &problem, Eigen::Index count, std::uint64_t seed) {
    const Within within(problem);
    const double middle = referenceOf(within.prior())[0];
    const DenseEnsemble score =
        trainScore(within, static_cast<std::size_t>(count), smallSettings(), seed, 2, {});
    // the same seed gives the same simulations
    const Eigen::ArrayXd mined =
        score(simulateAt(within, Draws::Constant(count, 1, middle), seed, 2)).col(0).array();
    return [=](const Draws &theta, const Draws &x) {
        const Eigen::ArrayXd scores = score(x).col(0).array();
        Eigen::VectorXd log(theta.rows());
        for (Eigen::Index i = 0; i < log.size(); ++i) {
            const double way = theta(i, 0) - middle;
            log[i] = scores[i] * way - std::log((mined * way).exp().mean());
        }
        return log;
    };
}

/// Errors of all ways to learn a ratio, the mean of five seeds.
void ratios(const RatioProblem &problem, const std::vector<Eigen::Index> &counts) {
    auto by = [](RatioLoss loss) { return std::bind_front(learnRatio, loss); };
    auto likelihoodBy = [](const char *estimator, const EstimatorSettings &settings) {
        return std::bind_front(learnLikelihood, estimator, settings);
    };
    EstimatorSettings flow;
    flow.members = 1;
    const std::pair<const char *, LearnRatio> methods[] = {
        {"NRE", by(RatioLoss::Nre)},
        {"NRE-C", by(RatioLoss::NreC)},
        {"BNRE", by(RatioLoss::Bnre)},
        {"CARL", by(RatioLoss::Carl)},
        {"ROLR", by(RatioLoss::Rolr)},
        {"ALICE", by(RatioLoss::Alice)},
        {"CASCAL", by(RatioLoss::Cascal)},
        {"RASCAL", by(RatioLoss::Rascal)},
        {"ALICES", by(RatioLoss::Alices)},
        {"histogram", likelihoodBy("histogram", smallSettings())},
        {"NLE", likelihoodBy("nle", flow)},
        {"SCANDAL", likelihoodBy("scandal", flow)},
        {"SALLY", likelihoodBy("sally", smallSettings())},
        {"SALLY, local", learnLocally}};
    for (const auto &[name, learn] : methods)
        for (Eigen::Index count : counts) {
            double sum = 0;
            for (std::uint64_t seed = 1; seed <= 5; ++seed)
                sum += problem.error(learn(problem, count, seed));
            std::printf("%-12s %-12s n = %5d  MSE %.4f\n", problem.name, name, static_cast<int>(count),
                        sum / 5);
            std::fflush(stdout);
        }
}

} // namespace

int main(int argc, char **argv) {
    const std::vector<std::string> asked(argv + 1, argv + argc);
    auto wanted = [&](const char *name) {
        return asked.empty() || std::ranges::find(asked, name) != asked.end();
    };
    if (wanted("speed"))
        speed();
    const GaltonBoard board;
    if (wanted("ratios") || wanted("galton"))
        ratios({"galton", board, -1, -0.4, errorOnGalton}, {1000, 10000});
    if (wanted("ratios") || wanted("gauss_gauss"))
        ratios({"gauss_gauss", *simulators().at("gauss_gauss").simulator, -5, 5, errorOnGauss}, {1000});
    if (wanted("posteriors"))
        posteriors();
    if (wanted("presets"))
        presets();
    if (wanted("ginkgo"))
        ginkgo();
    if (wanted("flow_speed"))
        flowSpeed();
    if (wanted("flow_targets"))
        flowTargets();
}
