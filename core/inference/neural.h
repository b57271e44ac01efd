#pragma once

#include "core/flow/coupling_flow.h"
#include "core/inference/dense_net.h"
#include "core/inference/embedding.h"
#include "core/inference/estimator.h"
#include "core/inference/mixture_density.h"

namespace quincunx {

/// A flow and what it is trained on: rows of θ and of what its density depends on.
struct FlowTraining {
    CouplingShape shape;
    std::vector<float> theta; ///< (N, shape.dimension)
    /// (N, shape.context), or what the embedding is prepared, whose summaries the density depends on.
    std::vector<float> context;
    /// t = ∇_c ln p(θ, z|c) with hidden steps z, (N, shape.context), or empty. Where θ was moved by what it
    /// depends on, the gradient of the density is to be taken along dθ/dc = drift, (shape.context,
    /// shape.dimension).
    std::vector<float> scores = {}, drift = {};
    std::optional<EmbeddingShape> embedding = {}; ///< its parameters follow those of the flow
};

/// How a network g(x, θ) is taught, so that g(x, θ₀) − g(x, θ₁) = ln p(x|θ₀)/p(x|θ₁). Of each simulation x is
/// drawn at θ₀, beside some θ₁. r̂ is the network's ratio, r the joint ratio p(x,z|θ₀)/p(x,z|θ₁) that the
/// simulator mined, t its joint score ∇_θ ln p(x,z|θ₀).
enum class RatioLoss {
    Nre,    ///< −ln σ(g(x,θ₀)) − ln σ(−g(x,θ₁)): joint pairs against pairs dealt anew
    NreC,   ///< the same with many θ₁ at once, and a class for none of them
    Bnre,   ///< Nre, and its two classes are kept in balance
    Carl,   ///< −ln σ(ln r̂): which of the two was it?
    Rolr,   ///< (1/r − 1/r̂)²
    Alice,  ///< cross entropy of 1/(1+r̂) with 1/(1+r)
    Cascal, ///< Carl + α (t − ∇g)²
    Rascal, ///< Rolr + α (t − ∇g)²
    Alices  ///< Alice + α (t − ∇g)²
};

/// Rows to teach a network of (x, θ) by, standardised.
struct RatioRows {
    DenseShape shape;
    RatioLoss loss;
    double scoreWeight;       ///< α
    FloatRows inputs;         ///< (x, θ₀)
    FloatRows other;          ///< θ₁
    Eigen::VectorXf logRatio; ///< ln r, or empty
    FloatRows score;          ///< t, or empty
};

/// Rows to teach a network by what it should give on average, standardised.
struct RegressionRows {
    DenseShape shape;
    FloatRows inputs, targets;
};

/// Rows to teach a mixture of Gaussians by, whitened.
struct MixtureRows {
    MixtureShape shape;
    FloatRows inputs, targets;
};

struct TrainedNetwork {
    std::vector<float> parameters;
    LossCurve loss;
};

/// All that torch is needed for, behind one door: the module `neural`, loaded when first asked for. Every
/// function may be called from several threads at once; each works on the thread that calls.
class NeuralModule {
public:
    virtual ~NeuralModule() = default;

    /// Maximum likelihood by AdamW over batches, learning rate falling as a cosine, moving average of the
    /// weights; a tenth of the rows is kept apart, and the weights of the epoch where their loss was least
    /// are returned. With scores the loss is −ln q + α |t − ∇_c ln q|²/d, α = settings.scoreWeight, d numbers
    /// of c. \throws Error if a loss is not finite; Cancelled.
    virtual TrainedNetwork trainFlow(const FlowTraining &training, const EstimatorSettings &settings,
                                     std::uint64_t seed, const TrainingWatch &watch) const = 0;

    /// The same of g(x, θ). \throws Error if a loss is not finite; Cancelled.
    virtual TrainedNetwork trainRatio(const RatioRows &rows, const EstimatorSettings &settings,
                                      std::uint64_t seed, const TrainingWatch &watch) const = 0;

    /// The same of a network whose squared error is least. \throws Error if a loss is not finite; Cancelled.
    virtual TrainedNetwork trainRegression(const RegressionRows &rows, const EstimatorSettings &settings,
                                           std::uint64_t seed, const TrainingWatch &watch) const = 0;

    /// The same of a mixture of Gaussians by maximum likelihood. \throws Error if a loss is not finite;
    /// Cancelled.
    virtual TrainedNetwork trainMixture(const MixtureRows &rows, const EstimatorSettings &settings,
                                        std::uint64_t seed, const TrainingWatch &watch) const = 0;

    /// One fold of classifierTwoSampleTest(): share of the rows of `test` that a network trained on `train`
    /// puts into the right class. Labels are 0 and 1.
    virtual double classify(const Draws &train, std::span<const float> trainLabels, const Draws &test,
                            std::span<const float> testLabels, std::uint64_t seed,
                            const Progress &progress) const = 0;
};

/// Trains networks apart from each other, at the same time if there are several threads; the first tells of
/// itself to `watch`. \return their parameters. \throws what `train` throws.
std::vector<std::vector<float>>
trainMembers(int members, std::uint64_t seed, int threads, const TrainingWatch &watch,
             const std::function<TrainedNetwork(std::uint64_t seed, const TrainingWatch &)> &train);

/// \throws Error if the module is not installed or cannot be loaded.
const NeuralModule &neuralModule();

} // namespace quincunx
