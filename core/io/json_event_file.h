#pragma once

#include "core/io/event_file.h"

#include <nlohmann/json.hpp>

#include <deque>
#include <mutex>

namespace quincunx {

/// A JSON document whose parts are events: the members of the outermost object, or the elements of one array
/// in it. The index comes from matching brackets; each event is parsed when it is read.
///
/// Limits: 64 MB for an event, 64 levels of nesting. The index grows in pieces of 1 MB (some 3 ms).
class JsonEventFile : public EventFile {
public:
    /// Makes an event of its JSON. \param key what the member is called; the number of the element in an
    /// array. \throws Malformed.
    using Decode = Event (*)(const nlohmann::json &value, const std::string &key);

    /// \param array name of the array; empty: the members of the outermost object that are objects.
    /// \throws Error if there is no event.
    JsonEventFile(std::shared_ptr<const ByteSource> source, std::string array, Decode decode);

    std::size_t knownEvents() const override;
    bool indexed() const override;
    std::string damage() const override;
    void indexAll(const Progress &progress) override;
    Event read(std::size_t k) override;

private:
    struct Place {
        std::uint64_t offset;
        std::uint32_t length;
        std::string key;
    };

    void grow();
    void scan(std::string_view chunk);
    void take(char byte, std::uint64_t offset);
    void stop(std::string why);

    const std::shared_ptr<const ByteSource> m_source;
    const std::string m_array;
    const Decode m_decode;

    mutable std::mutex m_mutex; // for all below
    std::deque<Place> m_events;
    std::string m_damage;
    bool m_indexed = false;

    std::vector<char> m_buffer;
    std::uint64_t m_position = 0, m_itemOffset = 0;
    std::string m_text, m_key; ///< the latest text and the latest name of a member of the outermost object
    int m_depth = 0;
    bool m_inText = false, m_escaped = false, m_inArray = false, m_inItem = false;
};

/// Parses a piece of JSON. \throws Malformed if it is none, or nested deeper than 64 levels.
nlohmann::json parseJson(std::string_view text);

/// The number at `key` of an object. \throws Malformed if there is none.
double numberAt(const nlohmann::json &object, const char *key);

/// A number of an array. \throws Malformed if there is none.
double elementAt(const nlohmann::json &array, std::size_t index);

} // namespace quincunx
