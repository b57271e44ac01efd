#include "core/inference/neural.h"

#include "core/base/module.h"
#include "core/base/parallel.h"

namespace quincunx {

std::vector<std::vector<float>>
trainMembers(int members, std::uint64_t seed, int threads, const TrainingWatch &watch,
             const std::function<TrainedNetwork(std::uint64_t seed, const TrainingWatch &)> &train) {
    std::vector<std::vector<float>> all(static_cast<std::size_t>(members));
    const TrainingWatch quiet{.progress = Progress(watch.progress.stopToken(), {}),
                              .stopAndKeep = watch.stopAndKeep};
    // All at once even if there are fewer threads: three on two would leave one idle while the last trains.
    parallelFor(all.size(), threads > 1 ? members : 1, 1, [&](std::size_t member) {
        all[member] = train(seed + 1000 * member, member == 0 ? watch : quiet).parameters;
    });
    return all;
}

const NeuralModule &neuralModule() {
    static const NeuralModule &module =
        *moduleFunction<const NeuralModule *()>("neural", "quincunx_neural")();
    return module;
}

} // namespace quincunx
