#pragma once

#include <nlohmann/json_fwd.hpp>

namespace quincunx {

/// What ConditionalFlow::toJson() wrote, with an embedding as it is today. Before version 3 of model files
/// the φ of a set ended in a straight layer, v ↦ W v + b; as that goes through the mean, it is put into ρ,
/// which then says the same of every set that is not empty. All else is returned as it is, and what is no
/// flow too. \throws Error, nlohmann::json::exception if such an embedding is damaged.
nlohmann::json withTodaysEmbedding(nlohmann::json flow);

} // namespace quincunx
