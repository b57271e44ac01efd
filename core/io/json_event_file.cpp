#include "core/io/json_event_file.h"

#include "core/io/text.h"

#include <cmath>

namespace quincunx {

namespace {

using nlohmann::json;

constexpr std::uint64_t longestJsonEvent = 64 << 20;
constexpr int deepest = 64;
constexpr std::size_t longestKey = 200, jsonChunk = 1 << 20;

// A name as it is meant: "a\"b" for a\"b.
std::string unescaped(const std::string &name) {
    const json text = json::parse('"' + name + '"', nullptr, false);
    return text.is_string() ? text.get<std::string>() : name;
}

double finite(const json &value) {
    if (!value.is_number() || !std::isfinite(value.get<double>()))
        throw Malformed{shown(value.dump(-1, ' ', true, json::error_handler_t::replace)) +
                        " is not a finite number"};
    return value.get<double>();
}

} // namespace

JsonEventFile::JsonEventFile(std::shared_ptr<const ByteSource> source, std::string array, Decode decode)
    : m_source(std::move(source))
    , m_array(std::move(array))
    , m_decode(decode)
    , m_buffer(64 * 1024) { // small first, to show the first event at once
    const std::string head = m_source->text(0, 3);
    m_position = head.size() - withoutByteOrderMark(head).size();
    while (knownEvents() == 0 && !indexed())
        grow();
    if (knownEvents() == 0)
        throw Error("cannot read " + shown(m_source->path()),
                    m_damage.empty() ? "it holds no event" : m_damage,
                    m_damage.empty() ? "choose another file" : "get the file again");
}

std::size_t JsonEventFile::knownEvents() const {
    const std::lock_guard lock(m_mutex);
    return m_events.size();
}

bool JsonEventFile::indexed() const {
    const std::lock_guard lock(m_mutex);
    return m_indexed;
}

std::string JsonEventFile::damage() const {
    const std::lock_guard lock(m_mutex);
    return m_damage;
}

void JsonEventFile::indexAll(const Progress &progress) {
    while (!indexed()) {
        progress.check();
        grow();
        std::unique_lock lock(m_mutex);
        const std::uint64_t position = m_position;
        lock.unlock();
        progress.report(m_source->fraction(position), "finding events");
    }
}

Event JsonEventFile::read(std::size_t k) {
    while (knownEvents() <= k && !indexed())
        grow();
    std::unique_lock lock(m_mutex);
    const std::string count = std::to_string(m_events.size());
    if (k >= m_events.size())
        throw Error("there is no event " + std::to_string(k) + " in " + shown(m_source->path()),
                    m_damage.empty() ? "it has " + count + ", counted from 0"
                                     : "it is damaged after " + count + ": " + m_damage,
                    "choose an event below " + count);
    const Place place = m_events[k];
    lock.unlock();
    try {
        return m_decode(parseJson(m_source->text(place.offset, place.length)), unescaped(place.key));
    } catch (const Malformed &malformed) {
        throw Error("cannot read event " + std::to_string(k) + " of " + shown(m_source->path()),
                    malformed.why, "correct it, or skip the event");
    }
}

void JsonEventFile::grow() {
    const std::lock_guard lock(m_mutex);
    if (m_indexed)
        return;
    try {
        const std::size_t size = m_source->read(m_position, m_buffer);
        scan({m_buffer.data(), size});
        if (size < m_buffer.size() && !m_indexed) {
            const std::string why = m_source->damage();
            stop(!why.empty()  ? why
                 : m_depth > 0 ? "it is cut off: " + std::to_string(m_depth) + " brackets are open at its end"
                               : "");
        }
        m_buffer.resize(jsonChunk);
    } catch (const Error &error) { // the disk failed: the index ends here
        stop(error.why());
    }
}

void JsonEventFile::stop(std::string why) {
    m_damage = std::move(why);
    m_indexed = true;
}

void JsonEventFile::scan(std::string_view chunk) {
    for (std::size_t i = 0; i < chunk.size() && !m_indexed; ++i)
        take(chunk[i], m_position + i);
    m_position += chunk.size();
    if (m_inItem && m_position - m_itemOffset > longestJsonEvent && !m_indexed)
        stop("event " + std::to_string(m_events.size()) + " is longer than 64 MB");
}

void JsonEventFile::take(char byte, std::uint64_t offset) {
    const int itemDepth = m_array.empty() ? 2 : 3;
    if (m_inText) {
        if (!m_escaped && byte == '"') {
            m_inText = false;
            if (m_depth == 1)
                m_key = m_text;
        } else if (m_depth == 1 && m_text.size() < longestKey) {
            m_text += byte;
        }
        m_escaped = !m_escaped && byte == '\\';
        return;
    }
    switch (byte) {
    case '"':
        m_inText = true;
        m_text.clear();
        break;
    case '{':
    case '[':
        if (++m_depth > deepest)
            return stop("it is nested deeper than 64 levels");
        if (m_depth == 2 && !m_array.empty())
            m_inArray = byte == '[' && m_key == m_array;
        if (m_depth == itemDepth && byte == '{' && (m_array.empty() || m_inArray)) {
            m_inItem = true;
            m_itemOffset = offset;
        }
        break;
    case '}':
    case ']':
        if (m_depth == itemDepth && m_inItem) {
            m_events.push_back({m_itemOffset, static_cast<std::uint32_t>(offset + 1 - m_itemOffset),
                                m_array.empty() ? m_key : std::to_string(m_events.size())});
            m_inItem = false;
        }
        if (--m_depth <= 0)
            stop("");
        break;
    default:
        break;
    }
}

json parseJson(std::string_view text) {
    const auto watch = [](int depth, json::parse_event_t, json &) {
        if (depth > deepest)
            throw Malformed{"it is nested deeper than 64 levels"};
        return true;
    };
    try {
        return json::parse(text, watch);
    } catch (const json::exception &error) {
        throw Malformed{"it is no JSON: " + printable(error.what())};
    }
}

double numberAt(const json &object, const char *key) {
    if (!object.is_object() || !object.contains(key))
        throw Malformed{"it has no number " + std::string(key)};
    return finite(object[key]);
}

double elementAt(const json &array, std::size_t index) {
    if (!array.is_array() || array.size() <= index)
        throw Malformed{"a list of numbers is too short"};
    return finite(array[index]);
}

} // namespace quincunx
