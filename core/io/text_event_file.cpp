#include "core/io/text_event_file.h"

#include <cstring>

namespace quincunx {

namespace {

constexpr std::size_t longestLine = 1 << 20;
constexpr std::uint64_t longestTextEvent = 256 << 20;
// The largest piece scanned at once: some 2 ms of work, so that waiting for one is not felt.
constexpr std::size_t largestTextChunk = 4 << 20;

} // namespace

TextEventFile::TextEventFile(std::shared_ptr<const ByteSource> source, std::unique_ptr<EventGrammar> grammar)
    : m_source(std::move(source))
    , m_grammar(std::move(grammar)) {
    const std::string head = m_source->text(0, 3);
    m_scan.position = head.size() - withoutByteOrderMark(head).size();
    while (knownEvents() == 0 && !indexed())
        grow();
    if (knownEvents() == 0)
        throw Error("cannot read " + shown(m_source->path()),
                    m_damage.empty() ? "it holds no event" : m_damage,
                    m_damage.empty() ? "choose another file" : "correct that place, or get the file again");
}

std::size_t TextEventFile::knownEvents() const {
    const std::lock_guard lock(m_mutex);
    return m_events.size();
}

bool TextEventFile::indexed() const {
    const std::lock_guard lock(m_mutex);
    return m_indexed;
}

std::string TextEventFile::damage() const {
    const std::lock_guard lock(m_mutex);
    return m_damage;
}

void TextEventFile::indexAll(const Progress &progress) {
    while (!indexed()) {
        progress.check();
        grow();
        std::unique_lock lock(m_mutex);
        if (m_scanning)
            continue;
        const std::uint64_t position = m_scan.position;
        lock.unlock();
        progress.report(m_source->fraction(position), "finding events");
    }
}

Event TextEventFile::read(std::size_t k) {
    while (knownEvents() <= k && !indexed())
        grow();
    std::unique_lock lock(m_mutex);
    const std::size_t count = m_events.size();
    if (k >= count)
        throw Error("there is no event " + std::to_string(k) + " in " + shown(m_source->path()),
                    m_damage.empty() ? "it has " + std::to_string(count) + ", counted from 0"
                                     : "it is damaged after " + std::to_string(count) + ": " + m_damage,
                    "choose an event below " + std::to_string(count));
    const Place place = m_events[k];
    lock.unlock();

    std::uint64_t line = place.line;
    try {
        return decode(place, line);
    } catch (const Malformed &malformed) {
        throw Error("cannot read event " + std::to_string(k) + " of " + shown(m_source->path()),
                    "line " + std::to_string(line) + ": " + malformed.why,
                    "correct that line, or skip the event");
    }
}

// Scans one chunk, or waits for the thread that is doing so.
void TextEventFile::grow() {
    std::unique_lock lock(m_mutex);
    if (m_indexed)
        return;
    if (m_scanning) {
        m_grown.wait(lock);
        return;
    }
    m_scanning = true;
    lock.unlock();

    std::vector<Place> found;
    std::exception_ptr failure;
    try {
        scanChunk(found);
    } catch (const Error &error) { // the disk failed: the index ends here
        m_scan.damage = error.why();
        m_scan.done = true;
    } catch (...) {
        failure = std::current_exception();
        m_scan.damage = "out of memory while looking for events";
        m_scan.done = true;
    }

    lock.lock();
    m_events.insert(m_events.end(), found.begin(), found.end());
    m_damage = m_scan.damage;
    m_indexed = m_scan.done;
    m_scanning = false;
    lock.unlock();
    m_grown.notify_all();
    if (failure)
        std::rethrow_exception(failure);
}

void TextEventFile::scanChunk(std::vector<Place> &found) {
    m_scan.buffer.resize(m_scan.chunk);
    const std::size_t size = m_source->read(m_scan.position, m_scan.buffer);
    const bool last = size < m_scan.chunk;
    const char *const begin = m_scan.buffer.data();
    const char *const end = begin + size;
    const char *cursor = begin;
    while (cursor < end && !m_scan.done) {
        auto *lineEnd =
            static_cast<const char *>(std::memchr(cursor, '\n', static_cast<std::size_t>(end - cursor)));
        const bool cut = !lineEnd;
        if (cut)
            lineEnd = end;
        if (static_cast<std::size_t>(lineEnd - cursor) > longestLine) {
            m_scan.damage = "line " + std::to_string(m_scan.line + 1) + " is longer than 1 MB";
            m_scan.done = true;
            return;
        }
        if (cut && !last)
            break; // seen again as the beginning of the next chunk
        const char *const next = cut ? end : lineEnd + 1;
        ++m_scan.line;
        takeLine({cursor, lineEnd}, m_scan.position + static_cast<std::uint64_t>(cursor - begin),
                 m_scan.position + static_cast<std::uint64_t>(next - begin), found);
        cursor = next;
    }
    m_scan.position += static_cast<std::uint64_t>(cursor - begin);
    m_scan.chunk = std::min(2 * m_scan.chunk, largestTextChunk);
    if (last && !m_scan.done)
        finish(found);
}

void TextEventFile::takeLine(std::string_view line, std::uint64_t offset, std::uint64_t next,
                             std::vector<Place> &found) {
    using Mark = EventGrammar::Mark;
    const Mark mark = m_grammar->mark(line);
    if (mark == Mark::Begin || mark == Mark::Between)
        closeEvent(offset, found);
    if (mark != Mark::Ignored && mark != Mark::Between && !m_scan.open) {
        m_scan.open = true;
        m_scan.eventOffset = offset;
        m_scan.eventLine = m_scan.line;
    }
    if (m_scan.open && next - m_scan.eventOffset > longestTextEvent) {
        m_scan.damage =
            "the event that begins at line " + std::to_string(m_scan.eventLine) + " is longer than 256 MB";
        m_scan.done = true;
    } else if (mark == Mark::End) {
        closeEvent(next, found);
    }
}

void TextEventFile::closeEvent(std::uint64_t end, std::vector<Place> &found) {
    if (m_scan.open)
        found.push_back(
            {m_scan.eventOffset, m_scan.eventLine, static_cast<std::uint32_t>(end - m_scan.eventOffset)});
    m_scan.open = false;
}

// At the end of the file. An event still open has no mark to say that it is whole.
void TextEventFile::finish(std::vector<Place> &found) {
    m_scan.done = true;
    m_scan.damage = m_source->damage();
    if (!m_scan.open || !m_scan.damage.empty())
        return;
    closeEvent(m_scan.position, found);
    std::uint64_t line = m_scan.eventLine;
    try {
        decode(found.back(), line);
    } catch (const Malformed &malformed) {
        m_scan.damage = "line " + std::to_string(line) + ": " + malformed.why;
        found.pop_back();
    }
}

// \param line where decoding stopped, for the message.
Event TextEventFile::decode(const Place &place, std::uint64_t &line) const {
    const std::string text = m_source->text(place.offset, place.length);
    Lines lines(text, place.line);
    try {
        return m_grammar->decode(lines);
    } catch (const Malformed &) {
        line = lines.number();
        throw;
    }
}

} // namespace quincunx
