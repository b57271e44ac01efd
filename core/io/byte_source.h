#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace quincunx {

/// The bytes of a file, readable at any place from any thread; those inside if the file is compressed.
class ByteSource {
public:
    explicit ByteSource(std::filesystem::path path) : m_path(std::move(path)) {}
    virtual ~ByteSource() = default;
    ByteSource(const ByteSource &) = delete;
    ByteSource &operator=(const ByteSource &) = delete;

    const std::filesystem::path &path() const { return m_path; }

    /// Fills `into` from `offset` on. \return how many bytes there were: fewer only where the bytes end.
    /// \throws Error if the device fails, or the file is shorter than it was when opened.
    virtual std::size_t read(std::uint64_t offset, std::span<char> into) const = 0;

    /// About how much of the file lies before `offset`, in [0, 1].
    virtual double fraction(std::uint64_t offset) const = 0;

    /// Why the bytes end before they should, once that place was read; else empty.
    virtual std::string damage() const { return {}; }

    /// The file for readers that must open it themselves. \throws Error if it is compressed.
    virtual const std::filesystem::path &plainPath() const { return m_path; }

    /// The bytes [offset, offset + length), as far as there are any. \throws Error as read() does.
    std::string text(std::uint64_t offset, std::size_t length) const;

private:
    const std::filesystem::path m_path;
};

/// A regular file as it is.
///
/// Reads with pread() and not through a memory map: a file that another program cuts short while it is
/// open then gives an Error instead of SIGBUS. What is appended after opening is not seen.
class PlainFile : public ByteSource {
public:
    /// \throws Error if there is no such file, it is no regular file, it is empty, or reading is denied.
    explicit PlainFile(const std::filesystem::path &path);
    ~PlainFile() override;

    std::uint64_t size() const { return m_size; }
    std::size_t read(std::uint64_t offset, std::span<char> into) const override;
    double fraction(std::uint64_t offset) const override;

private:
    std::uint64_t m_size = 0;
    int m_descriptor = -1;
};

/// Opens a file, and looks inside if it is a gzip or Zstandard file, which its first bytes tell.
/// \throws Error as PlainFile does.
std::shared_ptr<const ByteSource> openBytes(const std::filesystem::path &path);

} // namespace quincunx
