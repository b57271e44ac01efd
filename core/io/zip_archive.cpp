#include "core/io/zip_archive.h"

#include "core/base/error.h"
#include "core/io/byte_source.h"
#include "core/io/text.h"

#include <zip.h>

namespace quincunx {

namespace {

// The list of what is in a ZIP comes last, so that a file that is cut off looks like none.
Error cannotOpen(const std::filesystem::path &path, int code) {
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
    ByteSource readable(path); // for its messages
    int code = 0;
    m_archive.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
    if (!m_archive)
        throw cannotOpen(path, code);
    const auto count =
        static_cast<std::uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(m_archive.get(), 0), 0));
    for (std::uint64_t i = 0; i < count; ++i)
        if (const char *name = zip_get_name(m_archive.get(), i, ZIP_FL_ENC_RAW))
            m_entries.push_back({name, i});
}

std::string ZipArchive::extract(const Entry &entry, std::uint64_t limit) const {
    const std::lock_guard lock(m_mutex);
    const std::string tooLong = "it unpacks to more than " + std::to_string(limit >> 20) + " MB";
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat_index(m_archive.get(), entry.index, 0, &status) != 0)
        throw Malformed{zip_strerror(m_archive.get())};
    if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) && status.encryption_method != ZIP_EM_NONE)
        throw Malformed{"it is encrypted"};
    if ((status.valid & ZIP_STAT_SIZE) && status.size > limit)
        throw Malformed{tooLong};
    const std::unique_ptr<zip_file_t, CloseEntry> file(zip_fopen_index(m_archive.get(), entry.index, 0));
    if (!file)
        throw Malformed{zip_strerror(m_archive.get())};

    std::string content;
    constexpr std::size_t step = 1 << 20;
    while (true) {
        const std::size_t before = content.size();
        content.resize(before + step);
        const zip_int64_t got = zip_fread(file.get(), content.data() + before, step);
        if (got < 0) // libzip compares the checksum when it comes to the end
            throw Malformed{"it does not unpack: " + std::string(zip_file_strerror(file.get()))};
        content.resize(before + static_cast<std::size_t>(got));
        if (got == 0)
            break;
        if (content.size() > limit)
            throw Malformed{tooLong};
    }
    if ((status.valid & ZIP_STAT_SIZE) && content.size() != status.size)
        throw Malformed{"it unpacks to another size than the archive says"};
    return content;
}

} // namespace quincunx
