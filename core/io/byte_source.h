#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace quincunx {

/// A regular file, readable at any place from any thread.
///
/// Reads with pread() and not through a memory map: a file that another program cuts short while it is
/// open then gives an Error instead of SIGBUS.
class ByteSource {
public:
    /// \throws Error if there is no such file, it is no regular file, it is empty, or reading is denied.
    explicit ByteSource(const std::filesystem::path &path);
    ~ByteSource();
    ByteSource(const ByteSource &) = delete;
    ByteSource &operator=(const ByteSource &) = delete;

    const std::filesystem::path &path() const { return m_path; }
    /// Bytes in the file when it was opened; what is appended later is not seen.
    std::uint64_t size() const { return m_size; }

    /// Fills `into` from `offset` on, as far as the file goes. \return how many bytes there were.
    /// \throws Error if the device fails, or the file is shorter than it was when opened.
    std::size_t read(std::uint64_t offset, std::span<char> into) const;

    /// The bytes [offset, offset + length). \throws Error as read() does.
    std::string text(std::uint64_t offset, std::size_t length) const;

private:
    std::filesystem::path m_path;
    std::uint64_t m_size = 0;
    int m_descriptor = -1;
};

} // namespace quincunx
