#include "core/io/hdf5_file.h"
#include "core/io/jet_arrays.h"
#include "core/io/record_file.h"
#include "core/io/text.h"

#include <array>

namespace quincunx {

namespace {

const std::string particlesName = "/particle_features", jetsName = "/jet_features";

class JetNetFile : public RecordFile {
public:
    explicit JetNetFile(const std::filesystem::path &path) : JetNetFile(path, *openHdf5(path)) {}

    std::size_t knownEvents() const override { return std::min(m_particles->count(), m_jets->count()); }

private:
    JetNetFile(const std::filesystem::path &path, const Hdf5File &file)
        : RecordFile(path)
        , m_particles(file.rows(particlesName))
        , m_jets(file.rows(jetsName)) {
        if (m_particles->shape().size() != 2 || m_particles->shape()[1] < 3 || m_jets->shape().size() != 1 ||
            m_jets->rowSize() < 2)
            throw Error("cannot read " + shown(path),
                        "its arrays are not particle_features (n, m, 4) and jet_features (n, 4)",
                        "choose a file of the JetNet data");
    }

    Event decode(std::size_t k) const override {
        const std::size_t features = m_particles->shape()[1];
        std::vector<double> jet(m_jets->rowSize()), row(m_particles->rowSize());
        m_jets->read(k, jet);
        m_particles->read(k, row);
        Event event;
        event.isJet = true;
        for (std::size_t i = 0; i + features <= row.size(); i += features) {
            const bool padding = features > 3 ? row[i + 3] == 0 : row[i + 2] == 0;
            const double pt = row[i + 2] * jet[0];
            if (padding || pt == 0)
                continue;
            if (pt < 0)
                throw Malformed{"a transverse momentum is negative"};
            event.particles.push_back(
                {.momentum = checked(FourMomentum::fromPtEtaPhiMass(pt, row[i] + jet[1], row[i + 1], 0))});
        }
        return event;
    }

    const std::unique_ptr<const Hdf5Rows> m_particles, m_jets;
};

bool recognisesJetNet(std::span<const char> head, const ByteSource &source) {
    if (!isHdf5(head))
        return false;
    const auto file = openHdf5(source.plainPath());
    return file->hasDataSet(particlesName) && file->hasDataSet(jetsName);
}

std::unique_ptr<EventFile> openJetNet(const std::shared_ptr<const ByteSource> &file) {
    return std::make_unique<JetNetFile>(file->plainPath());
}

} // namespace

EventFormat jetNetFormat() {
    return {{"jetnet", "JetNet (HDF5)", "Simulated jets with momenta relative to the jet.",
             "R. Kansal et al., arXiv:2106.11535"},
            recognisesJetNet,
            openJetNet};
}

} // namespace quincunx
