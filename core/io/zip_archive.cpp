#include "core/io/zip_archive.h"

#include "core/base/error.h"
#include "core/io/byte_source.h"
#include "core/io/text.h"

#include <zip.h>

namespace quincunx {

namespace {

// The list of what is in a ZIP comes last, so that a file that is cut off looks like none.
Error cannotOpenArchive(const std::filesystem::path &path, int code) {
    if (code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS)
        return Error("cannot open " + shown(path),
                     "the ZIP archive is damaged or cut off: its list of entries is missing",
                     "download it again, or copy it again completely");
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    return Error("cannot open " + shown(path), why, "download it again, or check the disk");
}

struct CloseEntry {
    void operator()(zip_file_t *file) const { zip_fclose(file); }
};

} // namespace

void ZipArchive::Discard::operator()(zip *archive) const {
    zip_discard(archive);
}

ZipArchive::ZipArchive(const std::filesystem::path &path) : m_path(path) {
    PlainFile readable(path); // for its messages
    int code = 0;
    m_archive.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
    if (!m_archive)
        throw cannotOpenArchive(path, code);
    const auto count =
        static_cast<std::uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(m_archive.get(), 0), 0));
    for (std::uint64_t i = 0; i < count; ++i)
        if (const char *name = zip_get_name(m_archive.get(), i, ZIP_FL_ENC_RAW))
            m_entries.push_back({name, i});
}

/// An entry while it unpacks, step by step under the archive's mutex.
class ZipArchive::Stream : public ByteStream {
public:
    Stream(const ZipArchive &archive, const Entry &entry) : m_archive(archive) {
        const std::lock_guard lock(archive.m_mutex);
        zip_stat_init(&m_status);
        if (zip_stat_index(archive.m_archive.get(), entry.index, 0, &m_status) != 0)
            throw Malformed{zip_strerror(archive.m_archive.get())};
        if ((m_status.valid & ZIP_STAT_ENCRYPTION_METHOD) && m_status.encryption_method != ZIP_EM_NONE)
            throw Malformed{"it is encrypted"};
        m_file.reset(zip_fopen_index(archive.m_archive.get(), entry.index, 0));
        if (!m_file)
            throw Malformed{zip_strerror(archive.m_archive.get())};
    }
    ~Stream() override {
        const std::lock_guard lock(m_archive.m_mutex);
        m_file.reset();
    }

    std::size_t next(std::span<char> into) override {
        const std::lock_guard lock(m_archive.m_mutex);
        const zip_int64_t got = zip_fread(m_file.get(), into.data(), into.size());
        if (got < 0) // libzip compares the checksum when it comes to the end
            throw Malformed{"it does not unpack: " + std::string(zip_file_strerror(m_file.get()))};
        m_unpacked += static_cast<std::uint64_t>(got);
        if (got == 0 && (m_status.valid & ZIP_STAT_SIZE) && m_unpacked != m_status.size)
            throw Malformed{"it unpacks to another size than the archive says"};
        return static_cast<std::size_t>(got);
    }

    // libzip does not tell how far it has read; in proportion, then.
    std::uint64_t used() const override {
        const double part =
            static_cast<double>(m_unpacked) / static_cast<double>(std::max<std::uint64_t>(size(), 1));
        return static_cast<std::uint64_t>(std::min(part, 1.0) * static_cast<double>(packedSize()));
    }
    std::uint64_t packedSize() const override { return m_status.comp_size; }
    std::uint64_t size() const { return m_status.size; }

private:
    const ZipArchive &m_archive;
    zip_stat_t m_status;
    std::unique_ptr<zip_file_t, CloseEntry> m_file;
    std::uint64_t m_unpacked = 0;
};

std::unique_ptr<ByteStream> ZipArchive::stream(const Entry &entry) const {
    return std::make_unique<Stream>(*this, entry);
}

std::string ZipArchive::extract(const Entry &entry, std::uint64_t limit) const {
    Stream stream(*this, entry);
    const std::string tooLong = "it unpacks to more than " + std::to_string(limit >> 20) + " MB";
    if (stream.size() > limit)
        throw Malformed{tooLong};
    std::string content;
    constexpr std::size_t step = 1 << 20;
    while (true) {
        const std::size_t before = content.size();
        content.resize(before + step);
        const std::size_t got = stream.next(std::span(content).subspan(before));
        content.resize(before + got);
        if (got == 0)
            return content;
        if (content.size() > limit)
            throw Malformed{tooLong};
    }
}

} // namespace quincunx
