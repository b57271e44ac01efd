// The module hdf5: all that calls the HDF5 library.
#include "core/io/hdf5_file.h"

#include "core/base/error.h"
#include "core/io/record_file.h"
#include "core/io/rehearsal.h"
#include "core/io/text.h"

#include <algorithm>
#include <mutex>
#include <tuple>
#include <utility>

#include <hdf5.h>
#include <sys/stat.h>

namespace quincunx {

namespace {

/// An object of the HDF5 library: closed with its owner.
class Hdf5Handle {
public:
    using Close = herr_t (*)(hid_t);
    Hdf5Handle(hid_t id, Close close) : m_id(id), m_close(close) {}
    Hdf5Handle(Hdf5Handle &&other) noexcept : m_id(std::exchange(other.m_id, -1)), m_close(other.m_close) {}
    ~Hdf5Handle();
    Hdf5Handle &operator=(Hdf5Handle &&) = delete;

    hid_t id() const { return m_id; } ///< negative if the library failed

private:
    hid_t m_id;
    Close m_close;
};

constexpr std::size_t largestChunk = 256 << 20, chunkCache = 64 << 20;
constexpr int bloscFilter = 32001;

/// Debian's serial HDF5 is not thread-safe: whoever calls it holds this. May be held several times by one
/// thread, as handles close under it. Not a recursive mutex: that would no longer know its owner in a copy of
/// the process.
class LibraryLock {
public:
    LibraryLock() {
        if (depth()++ == 0)
            mutex().lock();
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); // errors are ours to tell
        H5Eclear2(H5E_DEFAULT);
    }
    ~LibraryLock() {
        if (--depth() == 0)
            mutex().unlock();
    }
    LibraryLock(const LibraryLock &) = delete;
    LibraryLock &operator=(const LibraryLock &) = delete;

private:
    static std::mutex &mutex() {
        static std::mutex one;
        return one;
    }
    static int &depth() {
        thread_local int count = 0;
        return count;
    }
};

Hdf5Handle::~Hdf5Handle() {
    if (m_id < 0)
        return;
    const LibraryLock lock;
    m_close(m_id);
}

/// What the library says went wrong, where it first noticed.
std::string reason() {
    std::string text;
    const auto take = [](unsigned, const H5E_error2_t *error, void *into) -> herr_t {
        auto &found = *static_cast<std::string *>(into);
        if (found.empty() && error->desc)
            found = error->desc;
        return 0;
    };
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take, &text);
    return text.empty() ? "the HDF5 library does not say why" : printable(text);
}

Hdf5Handle openQuietly(const std::filesystem::path &path) {
    const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_file_locking(access.id(), false, true); // read-only disks cannot be locked
    return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose};
}

/// Touches the structure of an object: its type, attributes, the index of its chunks, its first and last
/// element.
herr_t touch(hid_t file, const char *name, const H5O_info_t *info, void *) {
    if (info->type != H5O_TYPE_DATASET)
        return 0;
    const Hdf5Handle set(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose);
    const Hdf5Handle type(H5Dget_type(set.id()), H5Tclose), space(H5Dget_space(set.id()), H5Sclose);
    const auto nothing = [](hid_t, const char *, const H5A_info_t *, void *) -> herr_t { return 0; };
    H5Aiterate2(set.id(), H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, nothing, nullptr);
    const int rank = H5Sget_simple_extent_ndims(space.id());
    std::vector<hsize_t> place(static_cast<std::size_t>(std::max(rank, 1))), last(place.size(), 1);
    H5Sget_simple_extent_dims(space.id(), last.data(), nullptr);
    hsize_t chunks = 0;
    H5Dget_num_chunks(set.id(), space.id(), &chunks);
    for (hsize_t &extent : last)
        extent -= extent > 0 ? 1 : 0;
    std::vector<char> element(std::min<std::size_t>(H5Tget_size(type.id()), 1 << 20));
    const Hdf5Handle memory(H5Screate(H5S_SCALAR), H5Sclose);
    if (rank < 1 || H5Tget_size(type.id()) > element.size() || H5Tdetect_class(type.id(), H5T_VLEN) > 0)
        return 0;
    for (const auto &at : {place, last}) {
        H5Sselect_elements(space.id(), H5S_SELECT_SET, 1, at.data());
        H5Dread(set.id(), type.id(), memory.id(), space.id(), H5P_DEFAULT, element.data());
    }
    return 0;
}

/// HDF5 1.10 crashes on some files whose structure is damaged, so a copy of the process walks through it
/// first. Remembers the latest file that passed, as each reader asks in turn.
bool isSafe(const std::filesystem::path &path) {
    struct stat now {};
    static struct stat passed {};
    if (::stat(path.c_str(), &now) != 0)
        return true; // opening will say why
    const auto identity = [](const struct stat &file) {
        return std::tuple(file.st_dev, file.st_ino, file.st_size, file.st_mtim.tv_sec, file.st_mtim.tv_nsec);
    };
    if (identity(now) == identity(passed))
        return true;
    const bool safe = survivesRehearsal(
        [&path] {
            const Hdf5Handle file = openQuietly(path);
            H5Ovisit2(file.id(), H5_INDEX_NAME, H5_ITER_NATIVE, touch, nullptr, H5O_INFO_BASIC);
        },
        std::chrono::seconds(20));
    if (safe)
        passed = now;
    return safe;
}

Hdf5Handle openFile(const std::filesystem::path &path) {
    const LibraryLock lock;
    const auto cannotOpen = [&path](const std::string &why) {
        return Error("cannot open " + shown(path), "the HDF5 file is damaged or cut off: " + why,
                     "download it again, or copy it again completely");
    };
    if (!isSafe(path))
        throw cannotOpen("its structure makes no sense");
    Hdf5Handle file = openQuietly(path);
    if (file.id() < 0)
        throw cannotOpen(reason());
    return file;
}

bool isNumber(hid_t type) {
    const H5T_class_t kind = H5Tget_class(type);
    return kind == H5T_INTEGER || kind == H5T_FLOAT;
}

class LibraryRows : public Hdf5Rows {
public:
    LibraryRows(Hdf5Handle set, Hdf5Handle memoryType)
        : m_set(std::move(set))
        , m_type(std::move(memoryType)) {}

    void read(std::size_t row, std::span<double> into) const override;

private:
    friend class LibraryFile;
    Hdf5Handle m_set, m_type;
    bool m_compound = false;
};

class LibraryFile : public Hdf5File {
public:
    explicit LibraryFile(const std::filesystem::path &path) : m_path(path), m_file(openFile(path)) {}

    bool hasDataSet(const std::string &name) const override;
    std::unique_ptr<const Hdf5Rows> rows(const std::string &name) const override;
    std::unique_ptr<const Hdf5Rows> rows(const std::string &name,
                                         const std::vector<std::string> &fields) const override;
    std::string attribute(const std::string &dataSet, const std::string &name) const override;

private:
    [[noreturn]] void refuse(const std::string &dataSet, const std::string &why,
                             const std::string &remedy) const;
    Hdf5Handle openDataSet(const std::string &name) const;
    void needFilters(const std::string &name, hid_t properties) const;
    void measure(LibraryRows &rows, const std::string &name) const;

    const std::filesystem::path m_path;
    const Hdf5Handle m_file;
};

void LibraryFile::refuse(const std::string &dataSet, const std::string &why,
                         const std::string &remedy) const {
    throw Error("cannot read " + shown(m_path), "data set " + shown(dataSet) + ": " + why, remedy);
}

bool LibraryFile::hasDataSet(const std::string &name) const {
    const LibraryLock lock;
    for (std::size_t end = name.find('/', 1); end != name.npos; end = name.find('/', end + 1))
        if (H5Lexists(m_file.id(), name.substr(0, end).c_str(), H5P_DEFAULT) <= 0)
            return false;
    if (H5Lexists(m_file.id(), name.c_str(), H5P_DEFAULT) <= 0)
        return false;
    return Hdf5Handle(H5Dopen2(m_file.id(), name.c_str(), H5P_DEFAULT), H5Dclose).id() >= 0;
}

Hdf5Handle LibraryFile::openDataSet(const std::string &name) const {
    const Hdf5Handle access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose);
    H5Pset_chunk_cache(access.id(), 521, chunkCache, 1.0);
    Hdf5Handle set(H5Dopen2(m_file.id(), name.c_str(), access.id()), H5Dclose);
    if (set.id() < 0)
        refuse(name, reason(), "get the file again");
    return set;
}

void LibraryFile::needFilters(const std::string &name, hid_t properties) const {
    const int count = H5Pget_nfilters(properties);
    for (int i = 0; i < count; ++i) {
        unsigned flags = 0, config = 0;
        std::size_t values = 0;
        const H5Z_filter_t filter = H5Pget_filter2(properties, static_cast<unsigned>(i), &flags, &values,
                                                   nullptr, 0, nullptr, &config);
        if (H5Zfilter_avail(filter) > 0)
            continue;
        if (filter == bloscFilter)
            refuse(name, "it is packed with Blosc, and HDF5's plugin for it is missing",
                   "install the package hdf5-filter-plugin-blosc-serial, or unset HDF5_PLUGIN_PATH");
        refuse(name, "it is packed with HDF5 filter " + std::to_string(filter) + ", which is not installed",
               "install that plugin, or write the file without it");
    }
}

// Finds the extents, and refuses what no events can be.
void LibraryFile::measure(LibraryRows &rows, const std::string &name) const {
    const Hdf5Handle space(H5Dget_space(rows.m_set.id()), H5Sclose);
    const int rank = H5Sget_simple_extent_ndims(space.id());
    if (rank < 1 || rank > 4)
        refuse(name, "it has " + std::to_string(std::max(rank, 0)) + " indices", "choose another file");
    std::vector<hsize_t> extents(static_cast<std::size_t>(rank));
    H5Sget_simple_extent_dims(space.id(), extents.data(), nullptr);
    if (extents[0] == 0)
        refuse(name, "it has no rows", "choose another file");
    if (extents[0] > mostRows)
        refuse(name, "it says it has " + std::to_string(extents[0]) + " rows", "get the file again");
    rows.m_count = extents[0];
    for (std::size_t i = 1; i < extents.size(); ++i)
        rows.m_shape.push_back(extents[i]);
    for (const std::size_t extent : rows.m_shape) {
        if (extent == 0 || extent > longestRow || rows.m_rowSize * extent > longestRow)
            refuse(name, "its rows have no numbers, or more than a million", "choose another file");
        rows.m_rowSize *= extent;
    }
    const Hdf5Handle properties(H5Dget_create_plist(rows.m_set.id()), H5Pclose);
    needFilters(name, properties.id());
    if (H5Pget_layout(properties.id()) != H5D_CHUNKED)
        return;
    std::vector<hsize_t> chunk(extents.size(), 1);
    H5Pget_chunk(properties.id(), rank, chunk.data());
    const Hdf5Handle type(H5Dget_type(rows.m_set.id()), H5Tclose);
    std::uint64_t bytes = std::max<std::size_t>(H5Tget_size(type.id()), 1);
    for (const hsize_t extent : chunk)
        bytes = extent > largestChunk ? largestChunk + 1
                                      : std::min<std::uint64_t>(bytes * extent, largestChunk + 1);
    if (bytes > largestChunk)
        refuse(name, "its chunks are larger than 256 MB", "write it again with smaller chunks (h5repack)");
}

std::unique_ptr<const Hdf5Rows> LibraryFile::rows(const std::string &name) const {
    const LibraryLock lock;
    auto rows =
        std::make_unique<LibraryRows>(openDataSet(name), Hdf5Handle(H5Tcopy(H5T_NATIVE_DOUBLE), H5Tclose));
    const Hdf5Handle type(H5Dget_type(rows->m_set.id()), H5Tclose);
    if (!isNumber(type.id()))
        refuse(name, "it does not hold numbers", "choose another file");
    measure(*rows, name);
    return rows;
}

std::unique_ptr<const Hdf5Rows> LibraryFile::rows(const std::string &name,
                                                  const std::vector<std::string> &fields) const {
    const LibraryLock lock;
    Hdf5Handle set = openDataSet(name);
    const Hdf5Handle type(H5Dget_type(set.id()), H5Tclose);
    if (H5Tget_class(type.id()) != H5T_COMPOUND)
        refuse(name, "its rows have no fields", "choose another file");
    std::vector<std::size_t> lengths;
    std::size_t total = 0;
    for (const std::string &field : fields) {
        const int index = H5Tget_member_index(type.id(), field.c_str());
        if (index < 0)
            refuse(name, "it has no field " + shown(field), "choose another file");
        const Hdf5Handle member(H5Tget_member_type(type.id(), static_cast<unsigned>(index)), H5Tclose);
        hsize_t length = 1;
        bool numbers = isNumber(member.id());
        if (H5Tget_class(member.id()) == H5T_ARRAY && H5Tget_array_ndims(member.id()) == 1) {
            H5Tget_array_dims2(member.id(), &length);
            numbers = isNumber(Hdf5Handle(H5Tget_super(member.id()), H5Tclose).id());
        }
        if (!numbers || length == 0 || length > longestRow)
            refuse(name, "its field " + shown(field) + " is no list of numbers", "choose another file");
        lengths.push_back(length);
        total += length;
    }
    Hdf5Handle memory(H5Tcreate(H5T_COMPOUND, total * sizeof(double)), H5Tclose);
    std::size_t offset = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const hsize_t length = lengths[i];
        const Hdf5Handle array(H5Tarray_create2(H5T_NATIVE_DOUBLE, 1, &length), H5Tclose);
        const int index = H5Tget_member_index(type.id(), fields[i].c_str());
        const Hdf5Handle member(H5Tget_member_type(type.id(), static_cast<unsigned>(index)), H5Tclose);
        const bool isArray = H5Tget_class(member.id()) == H5T_ARRAY;
        H5Tinsert(memory.id(), fields[i].c_str(), offset, isArray ? array.id() : H5T_NATIVE_DOUBLE);
        offset += length * sizeof(double);
    }
    auto rows = std::make_unique<LibraryRows>(std::move(set), std::move(memory));
    rows->m_compound = true;
    measure(*rows, name);
    if (!rows->m_shape.empty())
        refuse(name, "its rows are not single records", "choose another file");
    rows->m_shape = lengths;
    rows->m_rowSize = total;
    return rows;
}

std::string LibraryFile::attribute(const std::string &dataSet, const std::string &name) const {
    const LibraryLock lock;
    const Hdf5Handle set = openDataSet(dataSet);
    if (H5Aexists(set.id(), name.c_str()) <= 0)
        return {};
    const Hdf5Handle attribute(H5Aopen(set.id(), name.c_str(), H5P_DEFAULT), H5Aclose);
    const Hdf5Handle type(H5Aget_type(attribute.id()), H5Tclose);
    const Hdf5Handle space(H5Aget_space(attribute.id()), H5Sclose);
    if (H5Tget_class(type.id()) != H5T_STRING || H5Sget_simple_extent_npoints(space.id()) != 1)
        return {};
    std::string text;
    if (H5Tis_variable_str(type.id()) > 0) {
        char *found = nullptr;
        if (H5Aread(attribute.id(), type.id(), &found) >= 0 && found)
            text = found;
        H5free_memory(found);
        return text;
    }
    text.resize(std::min<std::size_t>(H5Tget_size(type.id()), longestRow));
    if (text.size() < H5Tget_size(type.id()) || H5Aread(attribute.id(), type.id(), text.data()) < 0)
        return {};
    return text.substr(0, text.find('\0'));
}

void LibraryRows::read(std::size_t row, std::span<double> into) const {
    const LibraryLock lock;
    const Hdf5Handle file(H5Dget_space(m_set.id()), H5Sclose);
    std::vector<hsize_t> start{row}, extent{1};
    if (!m_compound) {
        start.resize(1 + m_shape.size(), 0);
        extent.insert(extent.end(), m_shape.begin(), m_shape.end());
    }
    H5Sselect_hyperslab(file.id(), H5S_SELECT_SET, start.data(), nullptr, extent.data(), nullptr);
    const hsize_t size = m_compound ? 1 : m_rowSize;
    const Hdf5Handle memory(H5Screate_simple(1, &size, nullptr), H5Sclose);
    if (H5Dread(m_set.id(), m_type.id(), memory.id(), file.id(), H5P_DEFAULT, into.data()) < 0)
        throw Malformed{"it does not unpack: " + reason()};
}

} // namespace

} // namespace quincunx

const quincunx::Hdf5File *quincunxOpenHdf5(const std::filesystem::path &path) {
    return new quincunx::LibraryFile(path);
}
