#include "core/inference/embedding.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace quincunx {
namespace {

using Kind = EmbeddingShape::Kind;

constexpr int longest = 16; ///< values of a series that ρ sees

FloatRows siluOf(const FloatRows &rows) {
    return rows.array() / (1 + (-rows.array()).exp());
}

bool isPresent(const Draws &data, Eigen::Index row, Eigen::Index element, Eigen::Index parts) {
    return (data.row(row).segment(element * parts, parts).array() != 0).any();
}

/// Windows of each value's channels, (rows · after, before-channels · window); rows are (values, channels),
/// one value behind the other. Beyond the ends are zeros.
FloatRows windowsOf(const FloatRows &rows, int before, int after) {
    const auto channels = rows.cols() / before;
    FloatRows windows = FloatRows::Zero(rows.rows() * after, channels * EmbeddingShape::window);
    for (Eigen::Index i = 0; i < rows.rows(); ++i)
        for (int k = 0; k < after; ++k)
            for (int w = 0; w < EmbeddingShape::window; ++w)
                if (const int at = k * EmbeddingShape::stride + w - EmbeddingShape::window / 2;
                    at >= 0 && at < before)
                    windows.block(i * after + k, w * channels, 1, channels) =
                        rows.block(i, at * channels, 1, channels);
    return windows;
}

} // namespace

std::vector<int> EmbeddingShape::lengths() const {
    std::vector<int> all{length()};
    do
        all.push_back((all.back() + stride - 1) / stride);
    while (all.back() > longest);
    return all;
}

std::vector<DenseShape> EmbeddingShape::networks() const {
    switch (kind) {
    case Kind::Set:
        return {{{parts, hidden}}, {{hidden + 1, hidden, summaries}}};
    case Kind::Series: {
        std::vector<DenseShape> all;
        const std::vector<int> shortening = lengths();
        for (std::size_t k = 0; k + 1 < shortening.size(); ++k)
            all.push_back({{(k == 0 ? parts : channels) * window, channels}});
        all.push_back({{channels * shortening.back(), hidden, summaries}});
        return all;
    }
    default:
        return {{{inputs, hidden, hidden, summaries}}};
    }
}

std::size_t EmbeddingShape::parameterCount() const {
    std::size_t count = 0;
    for (const DenseShape &network : networks())
        count += network.parameterCount();
    return count;
}

std::vector<float> EmbeddingShape::initialParameters(RandomEngine &random) const {
    std::vector<float> all;
    for (const DenseShape &network : networks())
        std::ranges::copy(network.initialParameters(random), std::back_inserter(all));
    return all;
}

Embedding::Embedding(const EmbeddingShape &shape, const Draws &data) : m_shape(shape) {
    if (shape.kind != Kind::Set) {
        m_standardise = Standardise(data);
        return;
    }
    std::vector<double> present;
    for (Eigen::Index i = 0; i < data.rows(); ++i)
        for (Eigen::Index k = 0; k < shape.length(); ++k)
            if (isPresent(data, i, k, shape.parts)) {
                const auto element = data.row(i).segment(k * shape.parts, shape.parts);
                present.insert(present.end(), element.begin(), element.end());
            }
    const auto count = static_cast<Eigen::Index>(present.size()) / shape.parts;
    m_standardise = count > 0
                        ? Standardise(Draws(Eigen::Map<const Draws>(present.data(), count, shape.parts)))
                        : Standardise(Draws::Zero(1, shape.parts));
}

FloatRows Embedding::prepared(const Draws &data) const {
    if (m_shape.kind == Kind::Series) { // the curves' values at one time beside each other
        const Draws standard = m_standardise(data);
        FloatRows rows(data.rows(), data.cols());
        for (int part = 0; part < m_shape.parts; ++part)
            for (int k = 0; k < m_shape.length(); ++k)
                rows.col(k * m_shape.parts + part) = standard.col(part * m_shape.length() + k).cast<float>();
        return rows;
    }
    if (m_shape.kind == Kind::Dense)
        return m_standardise(data).cast<float>();
    const Eigen::Index parts = m_shape.parts;
    FloatRows rows = FloatRows::Zero(data.rows(), m_shape.length() * (parts + 1));
    for (Eigen::Index i = 0; i < data.rows(); ++i)
        for (Eigen::Index k = 0; k < m_shape.length(); ++k)
            if (isPresent(data, i, k, parts)) {
                rows.row(i).segment(k * (parts + 1), parts) =
                    m_standardise(data.row(i).segment(k * parts, parts)).row(0).cast<float>();
                rows(i, k * (parts + 1) + parts) = 1;
            }
    return rows;
}

FloatRows Embedding::operator()(std::span<const float> parameters, const Draws &data) const {
    const std::vector<DenseShape> networks = m_shape.networks();
    FloatRows rows = prepared(data);
    std::size_t next = 0;
    auto apply = [&](std::size_t network, const FloatRows &inputs) {
        const std::size_t count = networks[network].parameterCount();
        return evaluate(networks[network], parameters.subspan(std::exchange(next, next + count), count),
                        inputs);
    };
    if (m_shape.kind == Kind::Set) {
        const Eigen::Index elements = m_shape.length(), width = m_shape.parts + 1, count = rows.rows();
        const Eigen::Map<const FloatRows> each(rows.data(), count * elements, width);
        const FloatRows seen = siluOf(apply(0, each.leftCols(m_shape.parts)));
        FloatRows pooled = FloatRows::Zero(count, seen.cols() + 1);
        for (Eigen::Index i = 0; i < count; ++i) {
            const auto present = each.col(width - 1).segment(i * elements, elements);
            const float sum = present.sum();
            pooled.row(i).head(seen.cols()) =
                present.transpose() * seen.middleRows(i * elements, elements) / std::max(sum, 1.F);
            pooled(i, seen.cols()) = sum / static_cast<float>(elements);
        }
        rows = pooled;
    } else if (m_shape.kind == Kind::Series) {
        const std::vector<int> lengths = m_shape.lengths();
        const Eigen::Index count = rows.rows();
        for (std::size_t k = 0; k + 1 < lengths.size(); ++k) {
            const FloatRows after = siluOf(apply(k, windowsOf(rows, lengths[k], lengths[k + 1])));
            rows = Eigen::Map<const FloatRows>(after.data(), count, lengths[k + 1] * after.cols());
        }
    }
    return apply(networks.size() - 1, rows);
}

Draws Embedding::outline(const Draws &data) const {
    if (m_shape.kind != Kind::Set)
        return data;
    Draws means = Draws::Zero(data.rows(), m_shape.parts);
    for (Eigen::Index i = 0; i < data.rows(); ++i) {
        int present = 0;
        for (Eigen::Index k = 0; k < m_shape.length(); ++k)
            if (isPresent(data, i, k, m_shape.parts)) {
                means.row(i) += data.row(i).segment(k * m_shape.parts, m_shape.parts);
                ++present;
            }
        means.row(i) /= std::max(present, 1);
    }
    return means;
}

nlohmann::json Embedding::toJson() const {
    const auto &[mean, deviation] = m_standardise;
    return {{"kind", static_cast<int>(m_shape.kind)},
            {"inputs", m_shape.inputs},
            {"parts", m_shape.parts},
            {"hidden", m_shape.hidden},
            {"summaries", m_shape.summaries},
            {"mean", std::vector<double>(mean.begin(), mean.end())},
            {"deviation", std::vector<double>(deviation.begin(), deviation.end())}};
}

Embedding::Embedding(const nlohmann::json &json) {
    const auto mean = json.at("mean").get<std::vector<double>>(),
               deviation = json.at("deviation").get<std::vector<double>>();
    const int kind = json.at("kind");
    m_shape = {static_cast<Kind>(kind), json.at("inputs"), json.at("parts"), json.at("hidden"),
               json.at("summaries")};
    const auto numbers = static_cast<std::size_t>(m_shape.kind == Kind::Set ? m_shape.parts : m_shape.inputs);
    const auto isSize = [](int size) { return size >= 1 && size <= 100'000; };
    const auto isKind = [](Kind known) {
        return known == Kind::Dense || known == Kind::Series || known == Kind::Set;
    };
    if (!isKind(m_shape.kind) || !isSize(m_shape.inputs) || !isSize(m_shape.parts) ||
        !isSize(m_shape.hidden) || !isSize(m_shape.summaries) || m_shape.inputs % m_shape.parts != 0 ||
        mean.size() != numbers || deviation.size() != numbers)
        throw Error("cannot read the model", "the embedding of the data has an unknown shape",
                    "save it anew");
    const auto width = static_cast<Eigen::Index>(numbers);
    m_standardise = Standardise(Eigen::Map<const Eigen::RowVectorXd>(mean.data(), width),
                                Eigen::Map<const Eigen::RowVectorXd>(deviation.data(), width));
}

std::optional<EmbeddingShape> embeddingFor(const Simulator &simulator, EmbeddingChoice choice, int hidden) {
    const DataShape data = simulator.dataShape();
    const int numbers = static_cast<int>(simulator.data().size());
    const bool isSet = data.kind == DataShape::Kind::Set || data.kind == DataShape::Kind::Points2D;
    const bool isSeries = data.kind == DataShape::Kind::Series;
    if (choice == EmbeddingChoice::Automatic) {
        if (data.kind == DataShape::Kind::Set)
            choice = EmbeddingChoice::Set;
        else if (isSeries && numbers / static_cast<int>(data.parts) > longest)
            choice = EmbeddingChoice::Series;
        else
            choice = EmbeddingChoice::None;
    }
    if (choice == EmbeddingChoice::None)
        return {};
    if (choice == EmbeddingChoice::Set && !isSet)
        throw Error("cannot look at these data as a set", "their order means something",
                    "choose another embedding");
    if (choice == EmbeddingChoice::Series && !isSeries)
        throw Error("cannot look at these data as a series", "they are no values at successive times",
                    "choose another embedding");
    EmbeddingShape shape{.inputs = numbers, .hidden = hidden};
    if (choice == EmbeddingChoice::Dense)
        return shape;
    shape.kind = choice == EmbeddingChoice::Series ? Kind::Series : Kind::Set;
    shape.parts = data.kind == DataShape::Kind::Points2D ? 2 : static_cast<int>(data.parts);
    return shape;
}

} // namespace quincunx
