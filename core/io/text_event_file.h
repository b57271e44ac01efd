#pragma once

#include "core/io/byte_source.h"
#include "core/io/event_file.h"
#include "core/io/text.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace quincunx {

/// What one text format knows: which lines begin and end an event, and how an event's lines decode.
class EventGrammar {
public:
    virtual ~EventGrammar() = default;

    /// What a line is for the index.
    enum class Mark {
        Ignored, ///< comment or blank: neither here nor there
        Content, ///< belongs to the current event, or begins one if there is none
        Begin,   ///< begins an event, and ends the one before
        End,     ///< ends the current event, which may be empty, and belongs to it
        Between, ///< belongs to no event, and ends the one before
    };

    /// Called once for each line of the file, in order; may therefore remember what came before.
    /// \param line without its LF, possibly with a CR. Cost matters: it runs on every line of the file.
    virtual Mark mark(std::string_view line) = 0;

    /// Decodes the lines of one event, from its first Content or Begin on. Any thread, any order.
    /// \throws Malformed about the current line of `lines`.
    virtual Event decode(Lines &lines) const = 0;
};

/// The lazy index and the decoding that all text formats share.
///
/// Limits, so that a file which is something else is told early: 1 MB for a line, 256 MB for an event.
/// The index takes 24 bytes per event. An event without the mark that should end it (the last one of a file)
/// is decoded once while indexing; if that fails the file was cut off there, and damage() tells. Of a
/// compressed file that is damaged or cut off, the events before that place are there.
class TextEventFile : public EventFile {
public:
    /// Finds the first event. \throws Error if there is none.
    TextEventFile(std::shared_ptr<const ByteSource> source, std::unique_ptr<EventGrammar> grammar);

    std::size_t knownEvents() const override;
    bool indexed() const override;
    std::string damage() const override;
    void indexAll(const Progress &progress) override;
    Event read(std::size_t k) override;

private:
    struct Place {
        std::uint64_t offset, line;
        std::uint32_t length;
    };

    void grow();
    void scanChunk(std::vector<Place> &found);
    void takeLine(std::string_view line, std::uint64_t offset, std::uint64_t next, std::vector<Place> &found);
    void closeEvent(std::uint64_t end, std::vector<Place> &found);
    void finish(std::vector<Place> &found);
    Event decode(const Place &place, std::uint64_t &line) const;

    const std::shared_ptr<const ByteSource> m_source;
    const std::unique_ptr<EventGrammar> m_grammar;

    // Shared between threads, under m_mutex.
    mutable std::mutex m_mutex;
    std::condition_variable m_grown;
    std::deque<Place> m_events; // a deque never copies what it holds when it grows
    bool m_indexed = false;
    bool m_scanning = false; // whether some thread owns the scan's state below
    std::string m_damage;

    // The scan's state: belongs to the one thread that set m_scanning.
    struct Scan {
        std::vector<char> buffer;
        std::size_t chunk = 64 * 1024; // small first, to show the first event at once
        std::uint64_t position = 0, line = 0;
        bool open = false, done = false;
        std::uint64_t eventOffset = 0, eventLine = 0;
        std::string damage;
    } m_scan;
};

} // namespace quincunx
