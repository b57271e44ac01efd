#include "core/neural/flow_loss.h"
#include "core/neural/training.h"

#include <numbers>
#include <numeric>

namespace quincunx {
namespace {

constexpr double weightDecay = 1e-4;
constexpr double averageOver = 50; ///< steps that the moving average remembers, about

torch::Tensor tensorOf(const std::vector<float> &values, std::int64_t rows, int columns) {
    return torch::from_blob(const_cast<float *>(values.data()), {rows, columns}, torch::kFloat32);
}

double finite(double loss) {
    if (!std::isfinite(loss))
        throw Error("training failed", "the loss is not finite",
                    "lower the learning rate, or look at the simulations for extreme numbers");
    return loss;
}

} // namespace

TrainedFlow trainFlowWithTorch(const FlowTraining &training, const EstimatorSettings &settings,
                               std::uint64_t seed, const TrainingWatch &watch) {
    const OneThread oneThread;
    const CouplingFlow flow(training.shape);
    const auto rows = static_cast<std::int64_t>(training.theta.size()) / training.shape.dimension;
    const std::int64_t apart = std::max<std::int64_t>(1, rows / 10), trained = rows - apart;
    if (trained < 1)
        throw Error("cannot train on " + std::to_string(rows) + " simulations", "a tenth is kept apart",
                    "make more");
    RandomEngine random(seed);
    std::vector<std::int64_t> order(static_cast<std::size_t>(rows));
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    const torch::Tensor shuffled = torch::tensor(order);
    const torch::Tensor theta =
        tensorOf(training.theta, rows, training.shape.dimension).index_select(0, shuffled);
    const torch::Tensor context =
        tensorOf(training.context, rows, training.shape.context).index_select(0, shuffled);
    const torch::Tensor heldTheta = theta.narrow(0, trained, apart),
                        heldContext = context.narrow(0, trained, apart);

    const std::vector<float> initial = flow.initialParameters(random);
    torch::Tensor parameters = torch::tensor(initial).requires_grad_(true);
    torch::Tensor average = torch::tensor(initial), best = average.clone();
    torch::optim::AdamW optimiser(
        {parameters}, torch::optim::AdamWOptions(settings.learningRate).weight_decay(weightDecay));

    LossCurve curve;
    const std::int64_t batch = std::min<std::int64_t>(settings.batch, trained);
    const std::int64_t steps = std::max<std::int64_t>(1, trained / batch);
    double least = std::numeric_limits<double>::infinity();
    std::vector<std::int64_t> deal(order.begin(), order.begin() + trained);
    std::iota(deal.begin(), deal.end(), 0);
    for (int epoch = 0; epoch < settings.epochs; ++epoch) {
        std::shuffle(deal.begin(), deal.end(), random);
        const torch::Tensor dealt = torch::tensor(deal);
        double sum = 0;
        for (std::int64_t step = 0; step < steps; ++step) {
            watch.progress.check();
            const double part =
                (static_cast<double>(epoch) + static_cast<double>(step) / static_cast<double>(steps)) /
                settings.epochs;
            static_cast<torch::optim::AdamWOptions &>(optimiser.param_groups()[0].options())
                .lr(settings.learningRate * 0.5 * (1 + std::cos(std::numbers::pi * part)));
            const torch::Tensor rowsOfStep = dealt.narrow(0, step * batch, batch);
            optimiser.zero_grad();
            const torch::Tensor loss = flowLoss(flow, parameters, theta.index_select(0, rowsOfStep),
                                                context.index_select(0, rowsOfStep));
            sum += finite(loss.item<float>());
            loss.backward();
            torch::nn::utils::clip_grad_norm_({parameters}, 5.0);
            optimiser.step();
            const torch::NoGradGuard noGradient;
            average.lerp_(parameters, 1 / averageOver);
        }
        const torch::NoGradGuard noGradient;
        curve.training.push_back(sum / static_cast<double>(steps));
        curve.validation.push_back(finite(flowLoss(flow, average, heldTheta, heldContext).item<float>()));
        if (curve.validation.back() < least) {
            least = curve.validation.back();
            curve.best = curve.validation.size() - 1;
            best.copy_(average);
        }
        watch.epoch(curve);
        watch.progress.report((epoch + 1.0) / settings.epochs, "training");
        if (watch.stopAndKeep() ||
            curve.validation.size() - 1 - curve.best >= static_cast<std::size_t>(settings.patience))
            break;
    }
    const float *kept = best.data_ptr<float>();
    return {{kept, kept + best.numel()}, std::move(curve)};
}

} // namespace quincunx
