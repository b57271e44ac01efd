#include "core/neural/training.h"

#include <numbers>
#include <numeric>

namespace quincunx {
namespace {

constexpr double averageOver = 50; ///< steps that the moving average remembers, about
constexpr double longestStep = 5;  ///< norm that a gradient is cut to

double finite(const torch::Tensor &loss) {
    const double value = loss.item<float>();
    if (!std::isfinite(value))
        throw Error("training failed", "the loss is not finite",
                    "lower the learning rate, or look at the simulations for extreme numbers");
    return value;
}

} // namespace

TrainedNetwork fit(const std::vector<float> &initial, std::int64_t rows, const LossOfRows &loss,
                   const EstimatorSettings &settings, RandomEngine &random, const TrainingWatch &watch) {
    const torch::Tensor decay = torch::full({static_cast<std::int64_t>(initial.size())}, 1e-4);
    return fit(initial, rows, loss, decay, settings, random, watch);
}

TrainedNetwork fit(const std::vector<float> &initial, std::int64_t rows, const LossOfRows &loss,
                   const torch::Tensor &decay, const EstimatorSettings &settings, RandomEngine &random,
                   const TrainingWatch &watch) {
    const OneThread oneThread;
    const std::int64_t apart = std::max<std::int64_t>(1, rows / 10), trained = rows - apart;
    if (trained < 1)
        throw Error("cannot train on " + std::to_string(rows) + " simulations", "a tenth is kept apart",
                    "make more");
    std::vector<std::int64_t> order(static_cast<std::size_t>(rows));
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    const torch::Tensor held = torch::tensor(order).narrow(0, trained, apart).clone();
    order.resize(static_cast<std::size_t>(trained));

    torch::Tensor parameters = torch::tensor(initial).requires_grad_(true);
    torch::Tensor average = torch::tensor(initial), best = average.clone();
    torch::optim::Adam optimiser({parameters}, torch::optim::AdamOptions(settings.learningRate));
    auto &options = static_cast<torch::optim::AdamOptions &>(optimiser.param_groups()[0].options());

    LossCurve curve;
    const std::int64_t wanted = settings.batch > 0 ? settings.batch : std::max<std::int64_t>(50, rows / 100);
    const std::int64_t batch = std::min(wanted, trained), steps = trained / batch;
    const auto epochs = settings.epochs > 0 ? static_cast<std::int64_t>(settings.epochs)
                                            : std::clamp<std::int64_t>(10'000 / steps, 1, 300);
    double least = std::numeric_limits<double>::infinity();
    for (std::int64_t epoch = 0; epoch < epochs; ++epoch) {
        std::shuffle(order.begin(), order.end(), random);
        const torch::Tensor dealt = torch::tensor(order);
        double sum = 0;
        for (std::int64_t step = 0; step < steps; ++step) {
            watch.progress.check();
            const double done =
                static_cast<double>(epoch) + static_cast<double>(step) / static_cast<double>(steps);
            options.lr(settings.learningRate * 0.5 *
                       (1 + std::cos(std::numbers::pi * done / static_cast<double>(epochs))));
            optimiser.zero_grad();
            const torch::Tensor value = loss(parameters, dealt.narrow(0, step * batch, batch));
            sum += finite(value);
            value.backward();
            torch::nn::utils::clip_grad_norm_({parameters}, longestStep);
            const torch::NoGradGuard noGradient;
            parameters.addcmul_(parameters, decay, -options.lr()); // what makes AdamW of Adam
            optimiser.step();
            average.lerp_(parameters, 1 / averageOver);
        }
        curve.training.push_back(sum / static_cast<double>(steps));
        // A loss may need gradients by θ even where none by parameters is asked.
        curve.validation.push_back(finite(loss(average, held)));
        if (curve.validation.back() < least) {
            least = curve.validation.back();
            curve.best = curve.validation.size() - 1;
            best.copy_(average);
        }
        watch.epoch(curve);
        watch.progress.report((static_cast<double>(epoch) + 1) / static_cast<double>(epochs), "training");
        if (watch.stopAndKeep() ||
            curve.validation.size() - 1 - curve.best >= static_cast<std::size_t>(settings.patience))
            break;
    }
    const float *kept = best.data_ptr<float>();
    return {{kept, kept + best.numel()}, std::move(curve)};
}

} // namespace quincunx
