#pragma once

#include "core/io/byte_source.h"
#include "core/io/byte_stream.h"

#include <mutex>
#include <vector>

namespace quincunx {

/// What unpacks from a stream, readable at any place. It unpacks as far as somebody reads and keeps the bytes
/// in a temporary file without a name, which goes with this object, even if the program is killed.
///
/// Memory: 1 MB. Disk: the unpacked size. A stream that unpacks to more than 1 GB *and* to more than a
/// hundred times its packed size is refused there (events pack 3 to 10 times): damage() then tells.
class UnpackedFile : public ByteSource {
public:
    /// \param path of the packed file, for messages. \throws Error if there is no room for temporary files.
    UnpackedFile(const std::filesystem::path &path, std::unique_ptr<ByteStream> stream);
    ~UnpackedFile() override;

    /// Reading ahead of what is unpacked costs that unpacking: some 200 MB/s.
    /// \throws Error if the disk is full or fails.
    std::size_t read(std::uint64_t offset, std::span<char> into) const override;
    double fraction(std::uint64_t offset) const override;
    std::string damage() const override;
    const std::filesystem::path &plainPath() const override;

private:
    void unpackTo(std::uint64_t end) const;
    bool unpackMore() const;
    void keep(std::span<const char> bytes) const;

    const int m_descriptor;
    mutable std::mutex m_mutex; // for all below
    const std::unique_ptr<ByteStream> m_stream;
    mutable std::vector<char> m_buffer;
    mutable std::uint64_t m_size = 0;
    mutable bool m_done = false;
    mutable std::string m_damage;
};

} // namespace quincunx
