#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace quincunx {

/// An object of the HDF5 library: closed with its owner.
class Hdf5Handle {
public:
    using Close = int (*)(std::int64_t);
    Hdf5Handle(std::int64_t id, Close close) : m_id(id), m_close(close) {}
    Hdf5Handle(Hdf5Handle &&other) noexcept;
    ~Hdf5Handle();
    Hdf5Handle &operator=(Hdf5Handle &&) = delete;

    std::int64_t id() const { return m_id; } ///< negative if the library failed

private:
    std::int64_t m_id;
    Close m_close;
};

/// A data set of numbers whose first index counts events, (n, ...). Rows are read as doubles, one at a time,
/// and only the chunk that holds a row is read and unpacked; the library keeps the latest chunks, 64 MB of
/// them.
///
/// Members may be called from any thread; calls into the library follow one another, as it is not
/// thread-safe.
class Hdf5Rows {
public:
    std::size_t count() const { return m_count; } ///< n
    /// Extents of the indices behind the first; of a compound, the length of each field.
    const std::vector<std::size_t> &shape() const { return m_shape; }
    std::size_t rowSize() const { return m_rowSize; } ///< numbers in a row

    /// \param into rowSize() numbers, in the file's order; of a compound, field after field.
    /// \throws Malformed if the row does not unpack.
    void read(std::size_t row, std::span<double> into) const;

private:
    friend class Hdf5File;
    Hdf5Rows(Hdf5Handle set, Hdf5Handle memoryType) : m_set(std::move(set)), m_type(std::move(memoryType)) {}

    Hdf5Handle m_set, m_type;
    std::size_t m_count = 0, m_rowSize = 1;
    std::vector<std::size_t> m_shape;
    bool m_compound = false;
};

/// An HDF5 file, read only. Paths within are as the library has them: `/table/table`.
class Hdf5File {
public:
    /// \throws Error if it is no HDF5 file, is cut off, or cannot be read.
    explicit Hdf5File(const std::filesystem::path &path);

    bool hasDataSet(const std::string &name) const;

    /// \throws Error if the data set is not one of numbers, has no rows or chunks beyond reason, or needs a
    /// filter that is not installed (the message names the package for Blosc).
    Hdf5Rows rows(const std::string &name) const;
    /// The named fields of a data set of compounds.
    Hdf5Rows rows(const std::string &name, const std::vector<std::string> &fields) const;

    /// A text attribute of a data set; empty if there is none.
    std::string attribute(const std::string &dataSet, const std::string &name) const;

private:
    [[noreturn]] void refuse(const std::string &dataSet, const std::string &why,
                             const std::string &remedy) const;
    Hdf5Handle openDataSet(const std::string &name) const;
    void needFilters(const std::string &name, std::int64_t properties) const;
    void measure(Hdf5Rows &rows, const std::string &name) const;

    const std::filesystem::path m_path;
    Hdf5Handle m_file;
};

/// Whether a file begins as HDF5 files do.
bool isHdf5(std::span<const char> head);

} // namespace quincunx
