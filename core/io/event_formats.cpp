#include "core/io/byte_source.h"
#include "core/io/cms_ig.h"
#include "core/io/csv.h"
#include "core/io/fastjet_text.h"
#include "core/io/hepmc.h"
#include "core/io/text.h"

namespace quincunx {

namespace {

// A compressed file is the likely reason why a good one is not recognised.
std::string unpackHint(std::string_view head) {
    if (head.starts_with("\x1f\x8b"))
        return "unpack it with gunzip first";
    if (head.starts_with("\x28\xb5\x2f\xfd"))
        return "unpack it with unzstd first";
    return "open one of these, or a table whose header names px, py, pz, E or pt, eta, phi";
}

} // namespace

const Registry<EventFormat> &eventFormats() {
    static const auto formats = [] {
        Registry<EventFormat> registry("event file format");
        registry.add(cmsIgFormat());
        registry.add(hepmc3Format());
        registry.add(hepmc2Format());
        registry.add(csvFormat());
        registry.add(indexedTextFormat());
        registry.add(fastjetTextFormat());
        return registry;
    }();
    return formats;
}

OpenEventFile openEvents(const std::filesystem::path &path) {
    const std::string bytes = ByteSource(path).text(0, 64 * 1024);
    const std::string_view head = withoutByteOrderMark(bytes);
    for (const EventFormat &format : eventFormats().entries())
        if (format.recognises(head))
            return {&format, format.open(path)};
    throw Error("cannot open " + shown(path), "its content is none of " + eventFormats().names(),
                unpackHint(head));
}

} // namespace quincunx
