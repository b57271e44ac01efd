#pragma once

#include "core/inference/dense_net.h"
#include "core/inference/embedding_choice.h"
#include "core/inference/standardise.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace quincunx {

/// A network that says in a few numbers what data are like, trained together with the density that depends on
/// them. With ρ and φ dense networks:
///
/// Dense: ρ(x). Set: ρ(⟨φ(element)⟩, share of elements present), the mean over the elements present, which no
/// order of them changes; an element of zeros alone is absent. φ has one layer: a further straight one could
/// as well come after the mean, where ρ has it, once for a set. Source: Zaheer et al., *Deep Sets* (NeurIPS
/// 2017). Series: of each curve windows of 5 values, 2 apart, are seen by one φ, giving half as many values
/// of 16 channels; again, until 16 values are left at most; ρ of all these.
///
/// All weights stand in one array, those of ρ last.
struct EmbeddingShape {
    enum class Kind { Dense = 0, Series = 2, Set = 3 }; // as in model files, see old_embedding.h
    Kind kind = Kind::Dense;
    int inputs = 1; ///< numbers of the data
    int parts = 1;  ///< numbers of an element; curves, one behind the other
    int hidden = 50;
    int summaries = 10;

    static constexpr int window = 5, stride = 2, channels = 16;

    /// Elements of a set, or values of a curve.
    int length() const { return inputs / parts; }
    /// Lengths of the series before, between and after the windows' networks.
    std::vector<int> lengths() const;
    /// The networks in the order in which they are evaluated.
    std::vector<DenseShape> networks() const;

    std::size_t parameterCount() const;
    std::vector<float> initialParameters(RandomEngine &random) const;

    bool operator==(const EmbeddingShape &) const = default;
};

/// An EmbeddingShape and how raw data are brought to it.
class Embedding {
public:
    /// Standardises as `data` have it: each number by itself, those of a set alike for all elements.
    Embedding(const EmbeddingShape &shape, const Draws &data);

    const EmbeddingShape &shape() const { return m_shape; }

    /// What the network sees of each row: of a set each element is followed by 1, or is 0 with a 0 if absent.
    FloatRows prepared(const Draws &data) const;
    /// Summaries of each row.
    FloatRows operator()(std::span<const float> parameters, const Draws &data) const;
    /// What of the data a straight line may be drawn through: the means of a set's numbers, or all numbers.
    Draws outline(const Draws &data) const;

    nlohmann::json toJson() const;
    /// \throws Error if it is none.
    explicit Embedding(const nlohmann::json &json);

private:
    EmbeddingShape m_shape;
    Standardise m_standardise;
};

/// The shape for data of a simulator, or none. \throws Error if the data are not of the kind that is asked
/// for.
std::optional<EmbeddingShape> embeddingFor(const Simulator &simulator, EmbeddingChoice choice, int hidden);

} // namespace quincunx
