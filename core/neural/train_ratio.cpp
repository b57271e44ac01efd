#include "core/neural/training.h"

namespace quincunx {
namespace {

using torch::softplus;
using torch::Tensor;

constexpr std::int64_t candidates = 10; ///< of NreC
constexpr double balance = 100;         ///< of Bnre
constexpr double largestLog = 20;       ///< ratios beyond e^±20 say no more than that

/// ln r̂ and g(x, θ₀) of some rows.
struct Pair {
    Tensor own, other;
    Tensor logRatio() const { return own - other; }
};

Tensor contrastive(const DenseShape &shape, const Tensor &parameters, const Tensor &x, const Tensor &theta,
                   const Tensor &other) {
    // Miller, Weniger & Forré, eq. 14, γ = 1: which of K candidates is it, or none?
    const std::int64_t rows = x.size(0), count = std::min(candidates, rows);
    const double logCount = std::log(static_cast<double>(count));
    std::vector<Tensor> values{evaluateNet(shape, parameters, torch::cat({x, theta}, 1))};
    for (std::int64_t k = 0; k < count; ++k)
        values.push_back(evaluateNet(shape, parameters, torch::cat({x, other.roll(k, 0)}, 1)));
    const Tensor g = torch::cat(values, 1);
    const Tensor none = torch::full({rows, 1}, logCount);
    const Tensor withOwn = torch::logsumexp(torch::cat({none, g.narrow(1, 0, count)}, 1), 1);
    const Tensor withoutOwn = torch::logsumexp(torch::cat({none, g.narrow(1, 1, count)}, 1), 1);
    return 0.5 * (withOwn - g.select(1, 0) + withoutOwn - logCount).mean();
}

Tensor ratioTerm(RatioLoss loss, const Pair &g, const Tensor &logRatio) {
    switch (loss) {
    case RatioLoss::Nre:
        return (softplus(-g.own) + softplus(g.other)).mean();
    case RatioLoss::Bnre:
        return (softplus(-g.own) + softplus(g.other)).mean() +
               balance * (torch::sigmoid(g.own).mean() + torch::sigmoid(g.other).mean() - 1).square();
    case RatioLoss::Rolr:
    case RatioLoss::Rascal:
        return (torch::exp(-logRatio) - torch::exp(-g.logRatio().clamp(-largestLog, largestLog)))
            .square()
            .mean();
    case RatioLoss::Alice:
    case RatioLoss::Alices: {
        // θ₀ and θ₁ are dealt alike, so draws at θ₀ alone stand for draws at either.
        const Tensor share = torch::sigmoid(-logRatio); // 1/(1+r)
        return (share * softplus(g.logRatio()) + (1 - share) * softplus(-g.logRatio())).mean();
    }
    default:
        return softplus(-g.logRatio()).mean();
    }
}

} // namespace

TrainedNetwork trainRatioWithTorch(const RatioRows &rows, const EstimatorSettings &settings,
                                   std::uint64_t seed, const TrainingWatch &watch) {
    const std::int64_t count = rows.inputs.rows(), parametersOfTheta = rows.other.cols(),
                       data = rows.inputs.cols() - parametersOfTheta;
    const Tensor inputs = viewOf(rows.inputs.data(), count, rows.inputs.cols());
    const Tensor other = viewOf(rows.other.data(), count, parametersOfTheta);
    const bool mined = rows.logRatio.size() > 0, scored = rows.loss >= RatioLoss::Cascal;
    const Tensor logRatio =
        mined ? viewOf(rows.logRatio.data(), count, 1).clamp(-largestLog, largestLog) : Tensor();
    const Tensor score = scored ? viewOf(rows.score.data(), count, parametersOfTheta) : Tensor();
    RandomEngine random(seed);
    const std::vector<float> initial = rows.shape.initialParameters(random);
    auto loss = [&](const Tensor &parameters, const Tensor &some) {
        const Tensor both = inputs.index_select(0, some);
        const Tensor x = both.narrow(1, 0, data);
        Tensor theta = both.narrow(1, data, parametersOfTheta);
        const Tensor others = other.index_select(0, some);
        if (rows.loss == RatioLoss::NreC)
            return contrastive(rows.shape, parameters, x, theta, others);
        if (scored)
            theta = theta.clone().requires_grad_(true);
        const Pair g{evaluateNet(rows.shape, parameters, torch::cat({x, theta}, 1)),
                     evaluateNet(rows.shape, parameters, torch::cat({x, others}, 1))};
        Tensor sum = ratioTerm(rows.loss, g, mined ? logRatio.index_select(0, some) : Tensor());
        if (scored) {
            const Tensor gradient = torch::autograd::grad({g.own.sum()}, {theta}, {}, true, true)[0];
            sum = sum + rows.scoreWeight * (gradient - score.index_select(0, some)).square().sum(1).mean();
        }
        return sum;
    };
    return fit(initial, count, loss, settings, random, watch);
}

} // namespace quincunx
