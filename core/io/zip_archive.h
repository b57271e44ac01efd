#pragma once

#include "core/io/byte_stream.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

struct zip;

namespace quincunx {

/// A ZIP archive, read only. Members may be called from any thread; extractions follow one another.
class ZipArchive {
public:
    /// \throws Error if it is no ZIP archive, or cut off, or unreadable as ByteSource has it.
    explicit ZipArchive(const std::filesystem::path &path);

    const std::filesystem::path &path() const { return m_path; }

    struct Entry {
        std::string name;
        std::uint64_t index; ///< in the archive
    };
    /// In the order of the archive.
    const std::vector<Entry> &entries() const { return m_entries; }

    /// The content of an entry. Memory grows with what is really there, not with what the archive claims.
    /// \throws Malformed if it is encrypted, damaged (checksum), or longer than `limit` bytes.
    std::string extract(const Entry &entry, std::uint64_t limit) const;

    /// The content of an entry, as it unpacks. The archive must outlive it. \throws Malformed as extract()
    /// does.
    std::unique_ptr<ByteStream> stream(const Entry &entry) const;

private:
    class Stream;
    struct Discard {
        void operator()(zip *archive) const;
    };

    const std::filesystem::path m_path;
    mutable std::mutex m_mutex;
    std::unique_ptr<zip, Discard> m_archive;
    std::vector<Entry> m_entries;
};

} // namespace quincunx
