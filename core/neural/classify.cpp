#include "core/neural/training.h"

#include <numeric>

namespace quincunx {
namespace {

torch::Tensor floatsOf(const Draws &draws) {
    return torch::from_blob(const_cast<double *>(draws.data()), {draws.rows(), draws.cols()}, torch::kFloat64)
        .to(torch::kFloat32);
}

torch::Tensor labelsOf(std::span<const float> labels) {
    return torch::from_blob(const_cast<float *>(labels.data()), {static_cast<std::int64_t>(labels.size()), 1},
                            torch::kFloat32)
        .clone();
}

} // namespace

double classifyWithTorch(const Draws &train, std::span<const float> trainLabels, const Draws &test,
                         std::span<const float> testLabels, std::uint64_t seed, const Progress &progress) {
    const OneThread oneThread;
    // As the benchmark's: Adam at 10⁻³, batches of 200, L2 of 10⁻⁴, until ten epochs bring less than 10⁻⁴.
    constexpr std::int64_t batch = 200, mostEpochs = 1000, patience = 10;
    constexpr double tolerance = 1e-4, penalty = 1e-4;
    const auto width = 10 * train.cols();
    const torch::Tensor x = floatsOf(train), y = labelsOf(trainLabels);
    RandomEngine random(seed);
    auto layer = [&random](std::int64_t from, std::int64_t to) {
        const double bound = std::sqrt(6.0 / static_cast<double>(from + to));
        std::vector<float> weights(static_cast<std::size_t>((from + 1) * to));
        for (float &weight : weights)
            weight = static_cast<float>(bound * (2 * uniform(random) - 1));
        const torch::Tensor all = torch::tensor(weights).view({from + 1, to});
        return std::pair{all.narrow(0, 1, from).clone().requires_grad_(true),
                         all.narrow(0, 0, 1).clone().requires_grad_(true)};
    };
    const auto [w1, b1] = layer(train.cols(), width);
    const auto [w2, b2] = layer(width, width);
    const auto [w3, b3] = layer(width, 1);
    auto logit = [&](const torch::Tensor &in) {
        const torch::Tensor first = torch::addmm(b1, in, w1).relu_();
        return torch::addmm(b3, torch::addmm(b2, first, w2).relu_(), w3);
    };
    torch::optim::Adam optimiser(std::vector<torch::Tensor>{w1, b1, w2, b2, w3, b3},
                                 torch::optim::AdamOptions(1e-3).weight_decay(penalty / batch));
    std::vector<std::int64_t> deal(static_cast<std::size_t>(train.rows()));
    std::iota(deal.begin(), deal.end(), 0);
    double least = std::numeric_limits<double>::infinity();
    std::int64_t idle = 0;
    for (std::int64_t epoch = 0; epoch < mostEpochs && idle < patience; ++epoch) {
        std::shuffle(deal.begin(), deal.end(), random);
        const torch::Tensor dealt = torch::tensor(deal);
        const torch::Tensor ex = x.index_select(0, dealt), ey = y.index_select(0, dealt);
        double sum = 0;
        for (std::int64_t first = 0; first < ex.size(0); first += batch) {
            progress.check();
            const std::int64_t count = std::min(batch, ex.size(0) - first);
            optimiser.zero_grad();
            const torch::Tensor loss = torch::binary_cross_entropy_with_logits(
                logit(ex.narrow(0, first, count)), ey.narrow(0, first, count));
            loss.backward();
            optimiser.step();
            sum += loss.item<float>() * static_cast<double>(count);
        }
        const double mean = sum / static_cast<double>(ex.size(0));
        idle = mean > least - tolerance ? idle + 1 : 0;
        least = std::min(least, mean);
    }
    const torch::NoGradGuard noGradient;
    const torch::Tensor right = (logit(floatsOf(test)) > 0).to(torch::kFloat32).eq(labelsOf(testLabels));
    return right.to(torch::kFloat32).mean().item<float>();
}

} // namespace quincunx
