#include "tests/core/io/hdf5_samples.h"

#include "core/event/four_momentum.h"

#include <stdexcept>

#include <hdf5.h>

namespace quincunx::test {

namespace {

constexpr std::size_t slots = 4; // particles that a row has room for

/// A file in memory.
class MemoryFile {
public:
    MemoryFile() {
        const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
        H5Pset_fapl_core(access, 64 * 1024, false);
        m_file = H5Fcreate("in memory", H5F_ACC_TRUNC, H5P_DEFAULT, access);
        H5Pclose(access);
    }
    ~MemoryFile() { H5Fclose(m_file); }
    MemoryFile(const MemoryFile &) = delete;
    MemoryFile &operator=(const MemoryFile &) = delete;

    hid_t id() const { return m_file; }
    std::string bytes() const {
        H5Fflush(m_file, H5F_SCOPE_GLOBAL);
        const ssize_t size = H5Fget_file_image(m_file, nullptr, 0);
        std::string image(static_cast<std::size_t>(size), '\0');
        H5Fget_file_image(m_file, image.data(), image.size());
        return image;
    }

private:
    hid_t m_file = -1;
};

void writeSet(hid_t file, const Hdf5Set &set) {
    const std::vector<hsize_t> extents(set.shape.begin(), set.shape.end());
    const hid_t space = H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr);
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    if (!set.chunk.empty()) {
        const std::vector<hsize_t> chunk(set.chunk.begin(), set.chunk.end());
        H5Pset_chunk(creation, static_cast<int>(chunk.size()), chunk.data());
        const unsigned level = 1;
        H5Pset_filter(creation, static_cast<H5Z_filter_t>(set.filter), H5Z_FLAG_OPTIONAL, 1, &level);
    }
    const hid_t links = H5Pcreate(H5P_LINK_CREATE);
    H5Pset_create_intermediate_group(links, 1);
    const hid_t data =
        H5Dcreate2(file, set.name.c_str(), H5T_IEEE_F32LE, space, links, creation, H5P_DEFAULT);
    if (data < 0 || H5Dwrite(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, set.values.data()) < 0)
        throw std::runtime_error("cannot write a data set");
    H5Dclose(data);
    H5Pclose(links);
    H5Pclose(creation);
    H5Sclose(space);
}

void writeText(hid_t object, const std::string &name, const std::string &text) {
    const hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR);
    H5Tset_size(type, text.size());
    const hid_t attribute = H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT);
    H5Awrite(attribute, type, text.data());
    H5Aclose(attribute);
    H5Sclose(space);
    H5Tclose(type);
}

// As Python's pickle writes a list of texts.
std::string pickled(const std::vector<std::string> &names) {
    std::string text = "(lp0\n";
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i > 0 ? "aV" : "V") + names[i] + "\np" + std::to_string(i + 1) + "\n";
    return text + "a.";
}

/// Calls `put` with the jet, the slot and pt, eta, phi of each particle.
template <class Put>
void forEachParticle(std::size_t jets, Put put) {
    for (std::size_t k = 0; k < jets; ++k)
        for (std::size_t i = 0; i <= k % 3; ++i)
            put(k, i, 10.0 * static_cast<double>(k + 1), 0.5 - 0.125 * static_cast<double>(i),
                1.0 + 0.25 * static_cast<double>(i));
}

} // namespace

std::string hdf5File(const std::vector<Hdf5Set> &sets) {
    const MemoryFile file;
    for (const Hdf5Set &set : sets)
        writeSet(file.id(), set);
    return file.bytes();
}

std::string lhcOlympicsFile(std::size_t jets, std::vector<std::size_t> chunk) {
    const std::size_t row = 3 * slots + 1;
    std::vector<double> values(jets * row);
    forEachParticle(jets, [&](std::size_t k, std::size_t i, double pt, double eta, double phi) {
        double *at = &values[k * row + 3 * i];
        at[0] = pt;
        at[1] = eta;
        at[2] = phi;
        values[(k + 1) * row - 1] = static_cast<double>(k % 2);
    });
    return hdf5File({{"/df/block0_values", {jets, row}, values, std::move(chunk)}});
}

std::string jetNetFile(std::size_t jets) {
    std::vector<double> particles(jets * slots * 4), features(jets * 4);
    forEachParticle(jets, [&](std::size_t k, std::size_t i, double pt, double eta, double phi) {
        double *at = &particles[(k * slots + i) * 4];
        at[0] = eta - 0.25;
        at[1] = phi;
        at[2] = pt / 512;
        at[3] = 1;
        features[k * 4] = 512;
        features[k * 4 + 1] = 0.25;
    });
    return hdf5File(
        {{"/particle_features", {jets, slots, 4}, particles}, {"/jet_features", {jets, 4}, features}});
}

std::string aspenOpenJetsFile(std::size_t jets) {
    std::vector<double> values(jets * slots * 11);
    forEachParticle(jets, [&](std::size_t k, std::size_t i, double pt, double eta, double phi) {
        const auto p = FourMomentum::fromPtEtaPhiMass(pt, eta, phi, 0.139);
        double *at = &values[(k * slots + i) * 11];
        at[0] = p.px;
        at[1] = p.py;
        at[2] = p.pz;
        at[3] = p.E;
        at[8] = -1;
        at[9] = -211;
        at[10] = 1;
    });
    return hdf5File({{"/PFCands", {jets, slots, 11}, values, {2, slots, 11}},
                     {"/jet_kinematics", {jets, 4}, std::vector<double>(jets * 4, 1)}});
}

std::string topTaggingFile(std::size_t jets, const std::vector<std::string> &order) {
    struct Record {
        std::int64_t index;
        float block0[4 * slots];
        std::int64_t block1[2];
    };
    std::vector<Record> records(jets, Record{});
    forEachParticle(jets, [&](std::size_t k, std::size_t i, double pt, double eta, double phi) {
        const auto p = FourMomentum::fromPtEtaPhiMass(pt, eta, phi, 0);
        for (std::size_t c = 0; c < 4; ++c)
            records[k].block0[4 * i + c] = static_cast<float>(order[c] == "E"    ? p.E
                                                              : order[c] == "PX" ? p.px
                                                              : order[c] == "PY" ? p.py
                                                                                 : p.pz);
        records[k].index = static_cast<std::int64_t>(k);
        records[k].block1[0] = 7;
        records[k].block1[1] = static_cast<std::int64_t>(k % 2);
    });
    std::vector<std::string> names;
    for (std::size_t i = 0; i < slots; ++i)
        for (const std::string &component : order)
            names.push_back(component + "_" + std::to_string(i));

    const MemoryFile file;
    const hsize_t rows = jets, length0 = 4 * slots, length1 = 2, chunk = 2;
    const hid_t block0 = H5Tarray_create2(H5T_NATIVE_FLOAT, 1, &length0);
    const hid_t block1 = H5Tarray_create2(H5T_NATIVE_INT64, 1, &length1);
    const hid_t type = H5Tcreate(H5T_COMPOUND, sizeof(Record));
    H5Tinsert(type, "index", HOFFSET(Record, index), H5T_NATIVE_INT64);
    H5Tinsert(type, "values_block_0", HOFFSET(Record, block0), block0);
    H5Tinsert(type, "values_block_1", HOFFSET(Record, block1), block1);
    const hid_t space = H5Screate_simple(1, &rows, nullptr);
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE), links = H5Pcreate(H5P_LINK_CREATE);
    H5Pset_chunk(creation, 1, &chunk);
    H5Pset_create_intermediate_group(links, 1);
    const hid_t data = H5Dcreate2(file.id(), "/table/table", type, space, links, creation, H5P_DEFAULT);
    H5Dwrite(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, records.data());
    writeText(data, "values_block_0_kind", pickled(names));
    writeText(data, "values_block_1_kind", pickled({"ttv", "is_signal_new"}));
    for (const hid_t id : {links, creation})
        H5Pclose(id);
    H5Dclose(data);
    H5Sclose(space);
    for (const hid_t id : {type, block0, block1})
        H5Tclose(id);
    return file.bytes();
}

} // namespace quincunx::test
