#include "core/io/hdf5_file.h"
#include "core/io/jet_arrays.h"
#include "core/io/record_file.h"
#include "core/io/text.h"

namespace quincunx {

namespace {

const std::string blockName = "/df/block0_values";

class LhcOlympicsFile : public RecordFile {
public:
    explicit LhcOlympicsFile(const std::filesystem::path &path)
        : RecordFile(path)
        , m_rows(openHdf5(path)->rows(blockName)) {
        if (m_rows->shape().size() != 1 || m_rows->rowSize() < 3 || m_rows->rowSize() % 3 == 2)
            throw Error("cannot read " + shown(path),
                        "its rows of " + std::to_string(m_rows->rowSize()) +
                            " numbers are not (pt, eta, phi) of particles, with or without a label",
                        "choose a file of the LHC Olympics with particles, not with features");
    }

    std::size_t knownEvents() const override { return m_rows->count(); }

private:
    Event decode(std::size_t k) const override {
        std::vector<double> row(m_rows->rowSize());
        m_rows->read(k, row);
        Event event;
        for (std::size_t i = 0; i + 2 < row.size(); i += 3) {
            if (row[i] == 0)
                continue;
            if (row[i] < 0)
                throw Malformed{"a transverse momentum is negative"};
            event.particles.push_back(
                {.momentum = checked(FourMomentum::fromPtEtaPhiMass(row[i], row[i + 1], row[i + 2], 0))});
        }
        if (row.size() % 3 == 1)
            event.sample = row.back() != 0 ? "signal" : "background";
        return event;
    }

    const std::unique_ptr<const Hdf5Rows> m_rows;
};

bool recognisesLhcOlympics(std::span<const char> head, const ByteSource &file) {
    return isHdf5(head) && openHdf5(file.plainPath())->hasDataSet(blockName);
}

std::unique_ptr<EventFile> openLhcOlympics(const std::shared_ptr<const ByteSource> &file) {
    return std::make_unique<LhcOlympicsFile>(file->plainPath());
}

} // namespace

EventFormat lhcOlympicsFormat() {
    return {{"lhco", "LHC Olympics (HDF5)", "Collisions of the LHC Olympics 2020: signal and background.",
             "G. Kasieczka et al., Rep. Prog. Phys. 84 (2021) 124201"},
            recognisesLhcOlympics,
            openLhcOlympics};
}

} // namespace quincunx
