#include "core/inference/two_sample_test.h"

#include "core/base/parallel.h"
#include "core/inference/neural.h"
#include "core/inference/standardise.h"

#include <numeric>

namespace quincunx {

double classifierTwoSampleTest(const Draws &reference, const Draws &estimated, std::uint64_t seed,
                               int threads, const Progress &progress) {
    constexpr std::size_t folds = 5;
    if (reference.cols() != estimated.cols() || reference.rows() < 10 || estimated.rows() < 10)
        throw Error("cannot compare two sets of draws",
                    "they have " + std::to_string(reference.rows()) + " × " +
                        std::to_string(reference.cols()) + " and " + std::to_string(estimated.rows()) +
                        " × " + std::to_string(estimated.cols()) + " numbers",
                    "give two sets of at least ten draws of the same parameters");
    Draws all(reference.rows() + estimated.rows(), reference.cols());
    all << reference, estimated;
    all = Standardise(reference)(all);
    std::vector<Eigen::Index> order(static_cast<std::size_t>(all.rows()));
    std::iota(order.begin(), order.end(), 0);
    RandomEngine random(seed);
    std::ranges::shuffle(order, random);
    std::vector<double> right(folds);
    const NeuralModule &neural = neuralModule();
    parallelFor(folds, threads, 1, [&](std::size_t fold) {
        std::vector<Eigen::Index> rows[2]; // to train on, to test on
        std::vector<float> labels[2];
        for (std::size_t i = 0; i < order.size(); ++i) {
            const bool tested = i % folds == fold;
            rows[tested].push_back(order[i]);
            labels[tested].push_back(order[i] < reference.rows() ? 0.F : 1.F);
        }
        right[fold] = neural.classify(all(rows[0], Eigen::all), labels[0], all(rows[1], Eigen::all),
                                      labels[1], seed + fold, progress);
    });
    return std::accumulate(right.begin(), right.end(), 0.0) / folds;
}

} // namespace quincunx
