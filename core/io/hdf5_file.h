#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace quincunx {

/// A data set of numbers whose first index counts events, (n, ...). Rows are read as doubles, one at a time,
/// and only the chunk that holds a row is read and unpacked; the library keeps the latest chunks, 64 MB of
/// them.
///
/// Members may be called from any thread; calls into the library follow one another, as it is not
/// thread-safe.
class Hdf5Rows {
public:
    virtual ~Hdf5Rows() = default;

    std::size_t count() const { return m_count; } ///< n
    /// Extents of the indices behind the first; of a compound, the length of each field.
    const std::vector<std::size_t> &shape() const { return m_shape; }
    std::size_t rowSize() const { return m_rowSize; } ///< numbers in a row

    /// \param into rowSize() numbers, in the file's order; of a compound, field after field.
    /// \throws Malformed if the row does not unpack.
    virtual void read(std::size_t row, std::span<double> into) const = 0;

protected:
    std::size_t m_count = 0, m_rowSize = 1;
    std::vector<std::size_t> m_shape;
};

/// An HDF5 file, read only. Paths within are as the library has them: `/table/table`.
class Hdf5File {
public:
    virtual ~Hdf5File() = default;

    virtual bool hasDataSet(const std::string &name) const = 0;

    /// \throws Error if the data set is not one of numbers, has no rows or chunks beyond reason, or needs a
    /// filter that is not installed (the message names the package for Blosc).
    virtual std::unique_ptr<const Hdf5Rows> rows(const std::string &name) const = 0;
    /// The named fields of a data set of compounds.
    virtual std::unique_ptr<const Hdf5Rows> rows(const std::string &name,
                                                 const std::vector<std::string> &fields) const = 0;

    /// A text attribute of a data set; empty if there is none.
    virtual std::string attribute(const std::string &dataSet, const std::string &name) const = 0;
};

/// Loads the module hdf5, the only one that links the HDF5 library, when it is first called.
/// \throws Error if it is no HDF5 file, is cut off, or cannot be read, or the module cannot be loaded.
std::unique_ptr<const Hdf5File> openHdf5(const std::filesystem::path &path);

/// Whether a file begins as HDF5 files do. Needs no library.
bool isHdf5(std::span<const char> head);

} // namespace quincunx

/// What openHdf5() calls, in the module. Owned by who calls.
extern "C" const quincunx::Hdf5File *quincunxOpenHdf5(const std::filesystem::path &path);
