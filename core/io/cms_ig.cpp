#include "core/io/cms_ig.h"

#include "core/io/cms_ig_event.h"
#include "core/io/record_file.h"
#include "core/io/text.h"
#include "core/io/zip_archive.h"

namespace quincunx {

namespace {

constexpr std::string_view eventPrefix = "Events/Run_";
constexpr std::uint64_t largestEntry = 64 << 20;

// "Events/Run_1/Event_2" → "Run 1, event 2"; other names as they are.
std::string labelOf(std::string_view name) {
    constexpr std::string_view middle = "/Event_";
    const std::string_view numbers = name.substr(eventPrefix.size());
    const std::size_t cut = numbers.find(middle);
    if (cut == std::string_view::npos)
        return std::string(name);
    return "Run " + std::string(numbers.substr(0, cut)) + ", event " +
           std::string(numbers.substr(cut + middle.size()));
}

class CmsIgFile : public RecordFile {
public:
    explicit CmsIgFile(const std::filesystem::path &path) : RecordFile(path), m_archive(path) {
        for (const ZipArchive::Entry &entry : m_archive.entries())
            if (entry.name.starts_with(eventPrefix) && !entry.name.ends_with('/'))
                m_events.push_back(&entry);
        if (m_events.empty())
            throw Error("cannot read " + shown(path), "the archive has no entry Events/Run_R/Event_E",
                        "choose a CMS .ig file with events");
    }

    // The archive's list of entries is the index.
    std::size_t knownEvents() const override { return m_events.size(); }

private:
    Event decode(std::size_t k) const override {
        const ZipArchive::Entry &entry = *m_events[k];
        try {
            Event event = decodeIgEvent(m_archive.extract(entry, largestEntry));
            event.label = printable(labelOf(entry.name));
            return event;
        } catch (const Malformed &malformed) {
            throw Malformed{"entry " + shown(entry.name) + ": " + malformed.why};
        }
    }

    const ZipArchive m_archive;
    std::vector<const ZipArchive::Entry *> m_events;
};

bool recognisesCmsIg(std::span<const char> bytes, const ByteSource &) {
    const std::string_view head(bytes.data(), bytes.size());
    if (!head.starts_with("PK\x03\x04"))
        return false;
    constexpr std::size_t nameOffset = 30; // PKWARE APPNOTE 4.3.7, local file header
    const std::string_view name = head.substr(std::min(nameOffset, head.size()));
    return name.starts_with("Header") || name.starts_with("Events/") || head.find(eventPrefix) != head.npos;
}

std::unique_ptr<EventFile> openCmsIg(const std::shared_ptr<const ByteSource> &source) {
    return std::make_unique<CmsIgFile>(source->plainPath());
}

} // namespace

EventFormat cmsIgFormat() {
    return {{"cms-ig", "CMS event display (.ig)", "Collisions recorded by CMS, with tracks, hits and muons.",
             "http://opendata.cern.ch/docs/cms-guide-for-event-display"},
            recognisesCmsIg,
            openCmsIg};
}

} // namespace quincunx
