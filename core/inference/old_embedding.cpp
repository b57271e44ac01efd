#include "core/inference/old_embedding.h"

#include "core/inference/embedding.h"

#include <nlohmann/json.hpp>

namespace quincunx {
namespace {

constexpr int oldSet = 1; ///< the kind that EmbeddingShape no longer has

std::vector<float> withoutStraightLayer(const std::vector<float> &old, Eigen::Index parts,
                                        Eigen::Index hidden, Eigen::Index summaries) {
    const Eigen::Index first = hidden * (parts + 1), straight = hidden * (hidden + 1),
                       second = hidden * (hidden + 2), last = (hidden + 1) * summaries,
                       all = first + straight + second + last, size = static_cast<Eigen::Index>(old.size());
    if (parts < 1 || hidden < 1 || summaries < 1 || size < all)
        throw Error("cannot read the model", "its embedding of sets has too few numbers", "save it anew");
    const float *w = old.data() + size - all + first, *r = w + straight;
    const Eigen::Map<const FloatRows> weights(w, hidden, hidden), rho(r, hidden, hidden + 1);
    const Eigen::Map<const Eigen::VectorXf> bias(w + hidden * hidden, hidden),
        rhoBias(r + hidden * (hidden + 1), hidden);
    FloatRows joint = rho; // its last column is that of the share present
    joint.leftCols(hidden) = rho.leftCols(hidden) * weights;
    const Eigen::VectorXf jointBias = rhoBias + rho.leftCols(hidden) * bias;

    std::vector<float> renewed(old.begin(), old.end() - (straight + second + last));
    renewed.insert(renewed.end(), joint.data(), joint.data() + joint.size());
    renewed.insert(renewed.end(), jointBias.begin(), jointBias.end());
    renewed.insert(renewed.end(), old.end() - last, old.end());
    return renewed;
}

} // namespace

nlohmann::json withTodaysEmbedding(nlohmann::json flow) {
    if (!flow.contains("embedding") || flow.at("embedding").at("kind") != oldSet)
        return flow;
    nlohmann::json &embedding = flow["embedding"];
    for (nlohmann::json &member : flow.at("members"))
        member =
            withoutStraightLayer(member.get<std::vector<float>>(), embedding.at("parts").get<int>(),
                                 embedding.at("hidden").get<int>(), embedding.at("summaries").get<int>());
    embedding["kind"] = static_cast<int>(EmbeddingShape::Kind::Set);
    return flow;
}

} // namespace quincunx
