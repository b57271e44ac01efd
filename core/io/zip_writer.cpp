#include "core/io/zip_writer.h"

#include "core/base/error.h"

#include <memory>

#include <zip.h>

namespace quincunx {

namespace {

struct Discard {
    void operator()(zip_t *archive) const { zip_discard(archive); }
};
struct Free {
    void operator()(zip_source_t *source) const { zip_source_free(source); }
};

} // namespace

std::string zipBytes(const std::vector<std::pair<std::string, std::string>> &entries) {
    zip_error_t error;
    zip_error_init(&error);
    const std::unique_ptr<zip_source_t, Free> memory(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!memory)
        throw std::bad_alloc();
    zip_source_keep(memory.get()); // the archive gives one hold back when it closes
    std::unique_ptr<zip_t, Discard> archive(zip_open_from_source(memory.get(), ZIP_TRUNCATE, &error));
    for (std::size_t i = 0; archive && i < entries.size(); ++i) {
        const auto &[name, content] = entries[i];
        zip_source_t *bytes = zip_source_buffer(archive.get(), content.data(), content.size(), 0);
        if (zip_file_add(archive.get(), name.c_str(), bytes, ZIP_FL_ENC_UTF_8) < 0)
            zip_source_free(bytes);
    }
    if (!archive || zip_close(archive.get()) != 0)
        throw Error("cannot write a ZIP archive",
                    archive ? zip_strerror(archive.get()) : zip_error_strerror(&error),
                    "choose another format");
    static_cast<void>(archive.release());
    zip_stat_t status;
    zip_stat_init(&status);
    zip_source_stat(memory.get(), &status);
    std::string result(status.size, '\0');
    zip_source_open(memory.get());
    zip_source_read(memory.get(), result.data(), result.size());
    zip_source_close(memory.get());
    return result;
}

} // namespace quincunx
