#include "core/io/unpacked_file.h"

#include "core/base/error.h"
#include "core/io/text.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace quincunx {

namespace {

constexpr std::size_t unpackedStep = 1 << 20; // some 5 ms, so that others who read need not wait for long
constexpr std::uint64_t alwaysAllowed = 1 << 30, largestRatio = 100;

int temporaryFile(const std::filesystem::path &forWhat) {
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
    std::string name = (folder / "quincunx-XXXXXX").string();
    const int descriptor = error ? -1 : ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0)
        throw Error("cannot unpack " + shown(forWhat),
                    "no temporary file can be made: " + std::generic_category().message(errno),
                    "set TMPDIR to a folder with room, or unpack the file yourself");
    ::unlink(name.c_str());
    return descriptor;
}

} // namespace

UnpackedFile::UnpackedFile(const std::filesystem::path &path, std::unique_ptr<ByteStream> stream)
    : ByteSource(path)
    , m_descriptor(temporaryFile(path))
    , m_stream(std::move(stream))
    , m_buffer(64 * 1024) {} // small first, to show the first event at once

UnpackedFile::~UnpackedFile() {
    ::close(m_descriptor);
}

std::size_t UnpackedFile::read(std::uint64_t offset, std::span<char> into) const {
    unpackTo(offset + into.size());
    std::size_t done = 0;
    while (done < into.size()) {
        const ssize_t got =
            ::pread(m_descriptor, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw Error("cannot read what was unpacked from " + shown(path()),
                        std::generic_category().message(errno), "check the disk of temporary files");
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

double UnpackedFile::fraction(std::uint64_t offset) const {
    const std::lock_guard lock(m_mutex);
    if (m_size == 0)
        return 0;
    const double unpacked =
        static_cast<double>(m_stream->used()) / static_cast<double>(m_stream->packedSize());
    return std::min(unpacked * static_cast<double>(offset) / static_cast<double>(m_size), 1.0);
}

std::string UnpackedFile::damage() const {
    const std::lock_guard lock(m_mutex);
    return m_damage;
}

const std::filesystem::path &UnpackedFile::plainPath() const {
    throw Error("cannot open " + shown(path()), "it is compressed, and only text formats are read packed",
                "unpack it with gunzip or unzstd first");
}

void UnpackedFile::unpackTo(std::uint64_t end) const {
    while (true) {
        const std::lock_guard lock(m_mutex); // one unpackedStep only, so that others come in between
        if (m_done || m_size >= end || !unpackMore())
            return;
    }
}

// \return whether there may be more.
bool UnpackedFile::unpackMore() const {
    try {
        const std::size_t got = m_stream->next(m_buffer);
        keep(std::span(m_buffer).first(got));
        m_done = got == 0;
        if (m_size > alwaysAllowed && m_size / largestRatio > m_stream->packedSize()) {
            m_damage = "it unpacks to more than 1 GB and a hundred times its size";
            m_done = true;
        }
    } catch (const Malformed &malformed) {
        m_damage = malformed.why;
        m_done = true;
    }
    m_buffer.resize(unpackedStep);
    return !m_done;
}

void UnpackedFile::keep(std::span<const char> bytes) const {
    while (!bytes.empty()) {
        const ssize_t put = ::pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(m_size));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0) {
            m_done = true;
            m_damage = "there is no room to unpack it: " + std::generic_category().message(errno);
            throw Error("cannot unpack " + shown(path()), m_damage,
                        "free some space, or set TMPDIR to a folder with room");
        }
        m_size += static_cast<std::uint64_t>(put);
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
}

} // namespace quincunx
