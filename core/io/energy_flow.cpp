#include "core/io/energy_flow.h"

#include "core/io/npy.h"
#include "core/io/pdg_charge.h"
#include "core/io/record_file.h"
#include "core/io/text.h"
#include "core/io/unpacked_file.h"
#include "core/io/zip_archive.h"

#include <atomic>
#include <cmath>

namespace quincunx {

namespace {

/// An array of the archive, row by row.
class Rows {
public:
    Rows(const ZipArchive &archive, const ZipArchive::Entry &entry)
        : m_bytes(archive.path(), archive.stream(entry)) {
        m_header = NpyHeader::parse(m_bytes.text(0, 64 * 1024));
        if (m_header.fortranOrder && m_header.shape.size() > 1)
            throw Malformed{"it is in Fortran's order"};
        if (m_header.shape.empty() || m_header.shape[0] == 0 || m_header.shape[0] > mostRows)
            throw Malformed{"it has no rows, or more than 2 billion"};
        for (std::size_t i = 1; i < m_header.shape.size(); ++i) {
            if (m_header.shape[i] == 0 || m_header.shape[i] > longestRow / m_rowSize)
                throw Malformed{"its rows have no numbers, or more than a million"};
            m_rowSize *= m_header.shape[i];
        }
    }

    const std::vector<std::size_t> &shape() const { return m_header.shape; }
    std::size_t count() const { return m_header.shape[0]; }

    std::vector<double> read(std::size_t k) const {
        const std::size_t item = m_header.itemSize;
        const std::string bytes = m_bytes.text(offset(k), m_rowSize * item);
        if (bytes.size() < m_rowSize * item)
            throw Malformed{damage()};
        std::vector<double> row(m_rowSize);
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = m_header.value(bytes.data() + i * item);
        return row;
    }

    std::uint64_t offset(std::size_t k) const {
        return m_header.dataOffset + std::uint64_t(k) * m_rowSize * m_header.itemSize;
    }

    /// Unpacks row k and all before. \return whether they are there.
    bool reach(std::size_t k) const { return m_bytes.text(offset(k + 1) - 1, 1).size() == 1; }

    std::string damage() const {
        const std::string why = m_bytes.damage();
        return why.empty() ? "the array is shorter than its header says" : why;
    }

private:
    UnpackedFile m_bytes;
    NpyHeader m_header;
    std::size_t m_rowSize = 1;
};

class EnergyFlowFile : public RecordFile {
public:
    explicit EnergyFlowFile(const std::filesystem::path &path)
        : RecordFile(path)
        , m_archive(path)
        , m_particles(open("X.npy"))
        , m_labels(open("y.npy")) {
        if (!m_particles)
            throw Error("cannot read " + shown(path), "the archive has no array X",
                        "choose an archive with X (n, m, 4) and y (n), as EnergyFlow's");
        const auto &shape = m_particles->shape();
        if (shape.size() != 3 || shape[2] < 3)
            refuse("X", "it is not of shape (n, m, 4) = (pt, y, phi, pdg id)");
        if (m_labels && (m_labels->shape().size() != 1 || m_labels->count() != shape[0]))
            refuse("y", "it has not one label for each row of X");
        m_count = shape[0];
        if (!m_particles->reach(0))
            refuse("X", m_particles->damage());
    }

    std::size_t knownEvents() const override { return m_count; }
    bool indexed() const override { return m_indexed; }

    std::string damage() const override {
        return m_indexed && m_count < m_particles->count() ? m_particles->damage() : "";
    }

    void indexAll(const Progress &progress) override {
        constexpr std::uint64_t step = 1 << 20;
        const std::size_t rows = m_particles->count();
        const std::size_t stride =
            std::max<std::size_t>(step / (m_particles->offset(1) - m_particles->offset(0)), 1);
        for (std::size_t k = 0; !m_indexed && k < rows; k += stride) {
            progress.check();
            progress.report(static_cast<double>(k) / static_cast<double>(rows), "unpacking");
            if (!m_particles->reach(std::min(k + stride, rows) - 1)) {
                while (k < rows && m_particles->reach(k))
                    ++k;
                m_count = k;
                break;
            }
        }
        m_indexed = true;
    }

private:
    [[noreturn]] void refuse(const std::string &array, const std::string &why) const {
        throw Error("cannot read " + shown(path()), "array " + array + ": " + why,
                    "write it with numpy.savez as X (n, m, 4) and y (n), or get the file again");
    }

    std::unique_ptr<Rows> open(const std::string &name) const {
        for (const ZipArchive::Entry &entry : m_archive.entries())
            if (entry.name == name) {
                try {
                    return std::make_unique<Rows>(m_archive, entry);
                } catch (const Malformed &malformed) {
                    refuse(name.substr(0, 1), malformed.why);
                }
            }
        return nullptr;
    }

    Event decode(std::size_t k) const override {
        const std::vector<double> row = m_particles->read(k);
        const std::size_t features = m_particles->shape()[2];
        Event event;
        event.isJet = true;
        for (std::size_t i = 0; i + features <= row.size(); i += features) {
            const double pt = row[i];
            if (pt == 0)
                continue;
            if (pt < 0)
                throw Malformed{"a transverse momentum is negative"};
            Particle particle{
                .momentum = checked(FourMomentum::fromPtRapidityPhiMass(pt, row[i + 1], row[i + 2], 0))};
            if (features > 3) {
                if (!(std::fabs(row[i + 3]) < 2e9))
                    throw Malformed{"a PDG id is none"};
                particle.pdgId = static_cast<std::int32_t>(row[i + 3]);
                particle.charge = pdgCharge(particle.pdgId);
            }
            event.particles.push_back(particle);
        }
        if (m_labels)
            event.sample = m_labels->read(k)[0] != 0 ? "quark" : "gluon";
        return event;
    }

    const ZipArchive m_archive;
    const std::unique_ptr<Rows> m_particles, m_labels;
    std::atomic<std::size_t> m_count = 0;
    std::atomic<bool> m_indexed = false;
};

bool recognisesEnergyFlow(std::span<const char> bytes, const ByteSource &) {
    const std::string_view head(bytes.data(), bytes.size());
    constexpr std::size_t lengthOffset = 26, nameOffset = 30; // PKWARE APPNOTE 4.3.7, local file header
    if (!head.starts_with("PK\x03\x04") || head.size() < nameOffset)
        return false;
    return head.substr(nameOffset, static_cast<unsigned char>(head[lengthOffset])).ends_with(".npy");
}

std::unique_ptr<EventFile> openEnergyFlow(const std::shared_ptr<const ByteSource> &file) {
    return std::make_unique<EnergyFlowFile>(file->plainPath());
}

} // namespace

EventFormat energyFlowFormat() {
    return {{"energyflow", "EnergyFlow (npz)",
             "Quark and gluon jets as NumPy arrays X (pt, y, phi, pdg id) and y.",
             "P. Komiske, E. Metodiev, J. Thaler, JHEP 01 (2019) 121"},
            recognisesEnergyFlow,
            openEnergyFlow};
}

} // namespace quincunx
