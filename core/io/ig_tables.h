#pragma once

#include "core/event/four_momentum.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quincunx {

/// Rewrites, in place, what CMS's writers emit into JSON: bare nan and inf become null, and the tuples
/// `( , )` and single quotes of early files become lists and double quotes. Texts in quotes stay as they are.
void repairJson(std::string &text);

/// One collection of an event: rows whose columns are found by name through `Types`. Cheap to copy; refers to
/// the JSON, which must outlive it.
class IgTable {
public:
    /// The collection `name`_V*n* with the highest n among those that have rows; an empty table if none has.
    /// \throws Malformed if what the event has of that name is no table.
    static IgTable find(const nlohmann::json &event, const std::string &name);

    std::size_t rows() const { return m_rows ? m_rows->size() : 0; }

    /// NaN if there is no such column or no number in it.
    double number(std::size_t row, std::string_view column) const;
    /// Nothing if there is no such column or no vector in it, or one beyond 10⁶.
    std::optional<Vector3> vector(std::size_t row, std::string_view column) const;

private:
    const nlohmann::json *cell(std::size_t row, std::string_view column) const;

    const nlohmann::json *m_types = nullptr;
    const nlohmann::json *m_rows = nullptr;
};

/// Pairs (row of the one collection, row of the other) of the association `name`_V*n*.
std::vector<std::pair<std::size_t, std::size_t>> igAssociation(const nlohmann::json &event,
                                                               const std::string &name);

/// Parses the (repaired) text of an event.
/// \throws Malformed if it is no JSON object with Types and Collections, or nested beyond reason.
nlohmann::json parseIgEvent(std::string text);

} // namespace quincunx
