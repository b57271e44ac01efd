#include "core/io/hdf5_file.h"
#include "core/io/jet_arrays.h"
#include "core/io/record_file.h"
#include "core/io/text.h"

#include <cmath>

namespace quincunx {

namespace {

const std::string candidatesName = "/PFCands";
constexpr std::size_t chargeColumn = 8, pdgIdColumn = 9;

class AspenOpenJetsFile : public RecordFile {
public:
    explicit AspenOpenJetsFile(const std::filesystem::path &path)
        : RecordFile(path)
        , m_rows(openHdf5(path)->rows(candidatesName)) {
        if (m_rows->shape().size() != 2 || m_rows->shape()[1] < 4)
            throw Error("cannot read " + shown(path),
                        "its array PFCands is not (n, m, 11) with px, py, pz, E first",
                        "choose a file of the AspenOpenJets data");
    }

    std::size_t knownEvents() const override { return m_rows->count(); }

private:
    Event decode(std::size_t k) const override {
        const std::size_t features = m_rows->shape()[1];
        std::vector<double> row(m_rows->rowSize());
        m_rows->read(k, row);
        Event event;
        event.isJet = true;
        for (std::size_t i = 0; i + features <= row.size(); i += features) {
            const FourMomentum p{row[i], row[i + 1], row[i + 2], row[i + 3]};
            if (p == FourMomentum{})
                continue;
            Particle particle{.momentum = checked(p)};
            if (features > pdgIdColumn) {
                const double charge = row[i + chargeColumn], id = row[i + pdgIdColumn];
                if (!(std::fabs(charge) <= 9) || !(std::fabs(id) < 1e9))
                    throw Malformed{"a charge or PDG id is none"};
                particle.charge = static_cast<std::int8_t>(std::lround(charge));
                particle.pdgId = static_cast<std::int32_t>(std::lround(id));
            }
            event.particles.push_back(particle);
        }
        return event;
    }

    const std::unique_ptr<const Hdf5Rows> m_rows;
};

bool recognisesAspenOpenJets(std::span<const char> head, const ByteSource &file) {
    return isHdf5(head) && openHdf5(file.plainPath())->hasDataSet(candidatesName);
}

std::unique_ptr<EventFile> openAspenOpenJets(const std::shared_ptr<const ByteSource> &file) {
    return std::make_unique<AspenOpenJetsFile>(file->plainPath());
}

} // namespace

EventFormat aspenOpenJetsFormat() {
    return {{"aspenopenjets", "AspenOpenJets (HDF5)",
             "Jets recorded by CMS, with their particle-flow candidates.",
             "O. Amram et al., arXiv:2412.10504"},
            recognisesAspenOpenJets,
            openAspenOpenJets};
}

} // namespace quincunx
