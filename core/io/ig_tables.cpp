#include "core/io/ig_tables.h"

#include "core/io/text.h"

#include <cmath>
#include <limits>

namespace quincunx {

namespace {

using nlohmann::json;

// A word that begins where a value may: nan, -inf, Infinity ... \return its length, or 0.
std::size_t notANumberAt(std::string_view text) {
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    for (const std::string_view word : {"nan", "NaN", "Infinity", "inf"})
        if (text.substr(sign).starts_with(word))
            return sign + word.size();
    return 0;
}

// The newest version of `name` in `object`, of those that `useful` accepts.
template <class Useful>
json::const_iterator newestVersion(const json &object, const std::string &name, Useful useful) {
    auto best = object.end();
    std::int64_t bestVersion = -1;
    for (auto it = object.begin(); it != object.end(); ++it) {
        std::int64_t version = 0;
        const std::string_view key = it.key();
        if (key.starts_with(name + "_V") && parseInteger(key.substr(name.size() + 2), version) &&
            version > bestVersion && useful(*it)) {
            best = it;
            bestVersion = version;
        }
    }
    return best;
}

} // namespace

void repairJson(std::string &text) {
    char quote = 0;
    std::string repaired;
    repaired.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote) {
            if (c == '\\' && i + 1 < text.size()) {
                repaired += c;
                repaired += text[++i];
            } else if (c == quote) {
                repaired += '"';
                quote = 0;
            } else {
                repaired += c == '"' ? '\'' : c;
            }
        } else if (c == '"' || c == '\'') {
            quote = c;
            repaired += '"';
        } else if (c == '(' || c == ')') {
            repaired += c == '(' ? '[' : ']';
        } else if (const std::size_t length = c == '-' || c == 'n' || c == 'N' || c == 'i' || c == 'I'
                                                  ? notANumberAt(std::string_view(text).substr(i, 9))
                                                  : 0) {
            repaired += "null";
            i += length - 1;
        } else {
            repaired += c;
        }
    }
    text = std::move(repaired);
}

json parseIgEvent(std::string text) {
    repairJson(text);
    // An event nests five deep; without a limit a small text can ask for gigabytes.
    constexpr int deepest = 16;
    const auto watch = [](int depth, json::parse_event_t, json &) {
        if (depth > deepest)
            throw Malformed{"its JSON is nested too deeply"};
        return true;
    };
    json event;
    try {
        event = json::parse(text, watch);
    } catch (const json::parse_error &error) {
        throw Malformed{"its text is no JSON, at byte " + std::to_string(error.byte)};
    } catch (const json::exception &) { // a number out of range
        throw Malformed{"its text is no JSON"};
    }
    for (const char *part : {"Types", "Collections"})
        if (!event.is_object() || !event.contains(part) || !event[part].is_object())
            throw Malformed{"it has no " + std::string(part)};
    return event;
}

IgTable IgTable::find(const json &event, const std::string &name) {
    const json &collections = event["Collections"], &types = event["Types"];
    const auto rows = newestVersion(collections, name, [](const json &value) { return !value.empty(); });
    IgTable table;
    if (rows == collections.end())
        return table;
    const auto type = types.find(rows.key());
    if (type == types.end() || !type->is_array() || !rows->is_array())
        throw Malformed{"its collection " + shown(rows.key()) + " is no table"};
    table.m_types = &*type;
    table.m_rows = &*rows;
    return table;
}

const json *IgTable::cell(std::size_t row, std::string_view column) const {
    const json &values = (*m_rows)[row];
    for (std::size_t i = 0; i < m_types->size() && values.is_array() && i < values.size(); ++i) {
        const json &type = (*m_types)[i];
        if (type.is_array() && !type.empty() && type[0].is_string() &&
            type[0].get_ref<const std::string &>() == column)
            return &values[i];
    }
    return nullptr;
}

double IgTable::number(std::size_t row, std::string_view column) const {
    const json *value = cell(row, column);
    return value && value->is_number() ? value->get<double>() : std::numeric_limits<double>::quiet_NaN();
}

std::optional<Vector3> IgTable::vector(std::size_t row, std::string_view column) const {
    const json *value = cell(row, column);
    if (!value || !value->is_array() || value->size() != 3)
        return {};
    Vector3 result{};
    for (std::size_t i = 0; i < 3; ++i) {
        if (!(*value)[i].is_number())
            return {};
        result[i] = (*value)[i].get<double>();
        constexpr double farthest = 1e6; // [m]; also keeps lengths finite
        if (!(std::fabs(result[i]) <= farthest))
            return {};
    }
    return result;
}

std::vector<std::pair<std::size_t, std::size_t>> igAssociation(const json &event, const std::string &name) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    const auto associations = event.find("Associations");
    if (associations == event.end() || !associations->is_object())
        return pairs;
    const auto rows = newestVersion(*associations, name, [](const json &value) { return value.is_array(); });
    if (rows == associations->end())
        return pairs;
    // Each is [[collection, row], [collection, row]]; the name tells the collections already.
    const auto row = [](const json &end) -> std::optional<std::size_t> {
        if (!end.is_array() || end.size() != 2 || !end[1].is_number_unsigned())
            return {};
        return end[1].get<std::size_t>();
    };
    for (const json &pair : *rows) {
        if (!pair.is_array() || pair.size() != 2)
            continue;
        if (const auto from = row(pair[0]), to = row(pair[1]); from && to)
            pairs.emplace_back(*from, *to);
    }
    return pairs;
}

} // namespace quincunx
