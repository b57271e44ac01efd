#pragma once

#include "core/base/random.h"
#include "core/event/event.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <variant>

namespace quincunx {

/// Jets made on the spot.
struct JetGenerator {
    std::string name; ///< the model and its settings: with `count` and `seed` it says what the jets are
    std::int64_t count = 0;
    std::uint64_t seed = 1;
    std::function<Event(RandomEngine &)> generate; ///< one event with Event::isJet
};

/// Where some jets of a labelled sample come from.
struct SampleSource {
    std::variant<std::filesystem::path, JetGenerator> origin; ///< a file of events or jets, or a generator
    std::string label; ///< of all its jets; empty: what each event says of itself (Event::sample)
};

} // namespace quincunx
