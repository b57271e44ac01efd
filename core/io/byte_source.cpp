#include "core/io/byte_source.h"

#include "core/base/error.h"
#include "core/io/decompressor.h"
#include "core/io/text.h"
#include "core/io/unpacked_file.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace quincunx {

namespace {

Error cannotOpen(const std::filesystem::path &path, const std::string &why, const std::string &remedy) {
    return Error("cannot open " + shown(path), why, remedy);
}

Error cannotOpen(const std::filesystem::path &path, int number) {
    if (number == EACCES || number == EPERM)
        return cannotOpen(path, "permission denied",
                          "allow yourself to read it, or copy it to your own folder");
    return cannotOpen(path, std::generic_category().message(number), "check the disk and the name");
}

} // namespace

PlainFile::PlainFile(const std::filesystem::path &path) : ByteSource(path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        throw cannotOpen(path, "there is no such file", "check the name and the folder");
    if (error)
        throw cannotOpen(path, error.value());
    if (std::filesystem::is_directory(status))
        throw cannotOpen(path, "it is a folder", "choose a file inside it");
    // Pipes and devices have no end to index to, and opening one may block for ever.
    if (!std::filesystem::is_regular_file(status))
        throw cannotOpen(path, "it is not a regular file", "save its content to a file first");
    m_size = std::filesystem::file_size(path, error);
    if (error)
        throw cannotOpen(path, error.value());
    if (m_size == 0)
        throw cannotOpen(path, "it is empty", "choose another file, or download or write it again");
    m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (m_descriptor < 0)
        throw cannotOpen(path, errno);
}

PlainFile::~PlainFile() {
    ::close(m_descriptor);
}

std::size_t PlainFile::read(std::uint64_t offset, std::span<char> into) const {
    if (offset >= m_size)
        return 0;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), m_size - offset));
    std::size_t done = 0;
    while (done < wanted) {
        const ssize_t got =
            ::pread(m_descriptor, into.data() + done, wanted - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw Error("cannot read " + shown(path()), std::generic_category().message(errno),
                        "check the disk, then open the file again");
        if (got == 0)
            throw Error("cannot read " + shown(path()), "it became shorter while it was open",
                        "open it again once it is written");
        done += static_cast<std::size_t>(got);
    }
    return done;
}

double PlainFile::fraction(std::uint64_t offset) const {
    return std::min(static_cast<double>(offset) / static_cast<double>(m_size), 1.0);
}

std::string ByteSource::text(std::uint64_t offset, std::size_t length) const {
    std::string bytes(length, '\0');
    bytes.resize(read(offset, bytes));
    return bytes;
}

std::shared_ptr<const ByteSource> openBytes(const std::filesystem::path &path) {
    auto file = std::make_shared<const PlainFile>(path);
    if (auto decompressor = decompressorFor(file))
        return std::make_shared<const UnpackedFile>(path, std::move(decompressor));
    return file;
}

} // namespace quincunx
