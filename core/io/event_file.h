#pragma once

#include "core/base/progress.h"
#include "core/base/registry.h"
#include "core/event/event.h"
#include "core/io/byte_source.h"

#include <cstddef>
#include <memory>
#include <span>

namespace quincunx {

/// An open file of events, read lazily: opening touches only its head, events are decoded on demand,
/// and the index of where they start grows as it is needed or by indexAll() in the background.
///
/// All members may be called from several threads at once; read() of an indexed event does not wait
/// for the indexing of the rest by more than a few milliseconds.
class EventFile {
public:
    virtual ~EventFile() = default;

    /// Events found so far; the number of events of the file once indexed() is true. At least 1 event
    /// is known after a successful openEvents().
    virtual std::size_t knownEvents() const = 0;
    virtual bool indexed() const = 0;
    /// Why the index ends before the file does (a truncated or damaged tail), else empty. The events
    /// before that place stay readable.
    virtual std::string damage() const = 0;

    /// Finds the remaining events. Stops at the first damage, which damage() then tells.
    /// \throws Cancelled; what was found until then is kept.
    virtual void indexAll(const Progress &progress) = 0;

    /// Decodes event `k`, indexing up to it if need be. Cost: one event.
    /// \throws Error with file, event (counted from 0) or line (counted from 1) and the reason, if there is
    /// no such event or it is malformed.
    virtual Event read(std::size_t k) = 0;
};

/// A file format: how to recognise it by its first bytes and how to open it.
struct EventFormat : Description {
    /// \param head the first 64 kB of the (unpacked) file, or less, without a byte order mark. \return
    /// whether this format should have it. \throws Error if looking further into the file fails.
    bool (*recognises)(std::span<const char> head, const ByteSource &file);
    std::unique_ptr<EventFile> (*open)(const std::shared_ptr<const ByteSource> &file);
};

/// The readers, in the order in which they are asked; the most specific first.
const Registry<EventFormat> &eventFormats();

/// A file that was opened, with the format it was recognised as.
struct OpenEventFile {
    const EventFormat *format;
    std::unique_ptr<EventFile> file;
};

/// Recognises the format by content, never by the name's extension, and finds the first event. Text formats
/// may be packed with gzip or Zstandard. \throws Error if the file cannot be read (missing, a directory, no
/// permission), is empty, is of no known format, or has no event; UnknownColumns if it is a table whose
/// header says nothing of momenta. \param columns says it then, see columnsFrom().
OpenEventFile openEvents(const std::filesystem::path &path, const std::string &columns = {});

} // namespace quincunx
