#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace quincunx {

/// One source of the session's sample: a file of events or jets, or jets that a generator makes.
struct SampleChoice {
    std::string file;       ///< absolute path; empty for a generator
    std::string generator;  ///< a name in ginkgoKinds(); empty for a file
    std::int64_t count = 0; ///< jets of a generator
    std::uint64_t seed = 1; ///< of a generator
    std::string label;      ///< of all its jets; empty: what each event says of itself

    bool operator==(const SampleChoice &) const = default;
};

nlohmann::ordered_json toJson(const std::vector<SampleChoice> &sample);

/// \throws Error if a source is neither a file nor a generator or asks for less than one jet;
/// nlohmann::json::exception for a wrong type.
std::vector<SampleChoice> sampleFromJson(const nlohmann::json &list);

} // namespace quincunx
