#include "core/io/record_file.h"

#include "core/io/text.h"

namespace quincunx {

Event RecordFile::read(std::size_t k) {
    const std::size_t count = knownEvents();
    if (k >= count)
        throw Error("there is no event " + std::to_string(k) + " in " + shown(m_path),
                    "it has " + std::to_string(count) + ", counted from 0",
                    "choose an event below " + std::to_string(count));
    try {
        return decode(k);
    } catch (const Malformed &malformed) {
        throw Error("cannot read event " + std::to_string(k) + " of " + shown(m_path), malformed.why,
                    "get the file again, or skip the event");
    }
}

} // namespace quincunx
