#pragma once

#include "core/inference/embedding.h"
#include "core/inference/neural.h"
#include "core/inference/whitening.h"

#include <nlohmann/json_fwd.hpp>

namespace quincunx {

/// A learned density p(y|c) of real numbers given others: the mean of the densities of several flows, each of
/// what whitening leaves. Flows see the conditions themselves, or each what an embedding of its own says of
/// them; whitening then sees their outline. Evaluating and drawing need no torch.
class ConditionalFlow {
public:
    /// \param members parameters of the flow, and of the embedding behind them.
    ConditionalFlow(Whitening whitening, const CouplingShape &shape, std::optional<Embedding> embedding,
                    std::vector<std::vector<float>> members);

    int dimension() const { return m_flow.shape().dimension; }
    int conditions() const { return m_embedding ? m_embedding->shape().inputs : m_flow.shape().context; }

    /// ln p(y|c) of each row.
    Eigen::VectorXd logDensity(const Draws &targets, const Draws &conditions) const;

    /// Fills `targets` with draws given one row of conditions; member number `member`, which is taken modulo
    /// their number.
    void draw(const Draws &condition, std::size_t member, Draws &targets, RandomEngine &random) const;

    nlohmann::json toJson() const;
    /// \throws Error if it is none, or of an unknown shape.
    static ConditionalFlow fromJson(const nlohmann::json &json);

private:
    /// What the flow of a member sees of each row, row by row.
    std::vector<float> context(const Draws &conditions, const std::vector<float> &member) const;
    Draws outline(const Draws &conditions) const;
    std::span<const float> ofFlow(const std::vector<float> &member) const {
        return std::span(member).first(m_flow.parameterCount());
    }

    Whitening m_whitening;
    CouplingFlow m_flow;
    std::optional<Embedding> m_embedding;
    std::vector<std::vector<float>> m_members;
};

/// What not every conditional flow is trained with.
struct FlowExtras {
    /// ∇_c ln p(y, z|c) of each row with hidden steps z, whose mean over z the gradient of the learned
    /// density is drawn to; or empty.
    Draws scores = {};
    /// Through which conditions are seen, or none; not together with scores.
    std::optional<EmbeddingShape> embedding = {};
};

/// Trains `settings.members` flows on finite rows, one a thread; the first tells of itself to `watch`.
/// \throws Error if there are too few rows, or as NeuralModule::trainFlow(); Cancelled.
ConditionalFlow trainConditionalFlow(const Draws &targets, const Draws &conditions,
                                     const EstimatorSettings &settings, std::uint64_t seed, int threads,
                                     const TrainingWatch &watch, const FlowExtras &extras = {});

/// The rows that are finite in both.
std::vector<Eigen::Index> finiteRows(const Draws &left, const Draws &right);

/// The simulations all of whose numbers are finite.
Simulations usableSimulations(const Simulations &all);

} // namespace quincunx
