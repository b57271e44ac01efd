#include "core/io/csv.h"

#include "core/io/column_mapping.h"
#include "core/io/pdg_charge.h"
#include "core/io/text_event_file.h"

#include <limits>

namespace quincunx {

namespace {

/// Particles from the rows of one event.
class RowDecoder {
public:
    explicit RowDecoder(const ColumnMapping &header) : m_header(header) {}

    void take(std::string_view line) {
        if (!splitRow(line, m_header.separator, m_fields))
            throw Malformed{"a quote does not end"};
        if (m_fields.size() != m_header.columns)
            throw Malformed{"it has " + std::to_string(m_fields.size()) + " columns, the header has " +
                            std::to_string(m_header.columns)};
        Particle particle;
        particle.momentum = momentum();
        if (m_header.has(ColumnMapping::PdgId)) {
            particle.pdgId = integer(ColumnMapping::PdgId);
            particle.charge = pdgCharge(particle.pdgId);
        }
        if (m_header.has(ColumnMapping::Charge))
            particle.charge = charge();
        if (m_header.has(ColumnMapping::Jet))
            particle.subEvent = jet();
        if (m_event.particles.empty())
            m_event.label = label();
        m_event.particles.push_back(particle);
    }

    Event finish() {
        if (m_event.subEvents.size() == 1)
            m_event.subEvents.clear();
        return std::move(m_event);
    }

private:
    const std::string &field(ColumnMapping::Role role) const { return m_fields[m_header.at(role)]; }
    double number(ColumnMapping::Role role) const { return toNumber(field(role)); }

    // Programs that keep tables in floating point write 211.0.
    std::int32_t integer(ColumnMapping::Role role) const {
        const double value = number(role);
        if (value != std::floor(value) || std::fabs(value) > std::numeric_limits<std::int32_t>::max())
            throw Malformed{shown(field(role)) + " is not an integer of 32 bits"};
        return static_cast<std::int32_t>(value);
    }

    FourMomentum momentum() const {
        double mass = 0;
        if (m_header.has(ColumnMapping::Mass))
            mass = number(ColumnMapping::Mass);
        if (mass < 0)
            throw Malformed{"a mass is negative"};
        FourMomentum result;
        if (m_header.has(ColumnMapping::Px) && m_header.has(ColumnMapping::Py) &&
            m_header.has(ColumnMapping::Pz)) {
            result = {number(ColumnMapping::Px), number(ColumnMapping::Py), number(ColumnMapping::Pz), 0};
            result.E = std::hypot(result.p(), mass);
        } else {
            const double pt = number(ColumnMapping::Pt), phi = number(ColumnMapping::Phi);
            if (pt < 0)
                throw Malformed{"a transverse momentum is negative"};
            result =
                m_header.has(ColumnMapping::Eta)
                    ? FourMomentum::fromPtEtaPhiMass(pt, number(ColumnMapping::Eta), phi, mass)
                    : FourMomentum::fromPtRapidityPhiMass(pt, number(ColumnMapping::Rapidity), phi, mass);
        }
        if (m_header.has(ColumnMapping::E))
            result.E = number(ColumnMapping::E);
        return checked(result);
    }

    std::int8_t charge() const {
        const std::int32_t value = integer(ColumnMapping::Charge);
        if (std::abs(value) > 127)
            throw Malformed{"charge " + std::to_string(value) + " is beyond any nucleus"};
        return static_cast<std::int8_t>(value);
    }

    // Rows of one jet usually follow each other, so look at the latest first.
    std::int16_t jet() {
        const std::string name = printable("jet " + field(ColumnMapping::Jet));
        std::vector<std::string> &names = m_event.subEvents;
        std::size_t i = names.size();
        while (i > 0 && names[i - 1] != name)
            --i;
        if (i > 0)
            return static_cast<std::int16_t>(i - 1);
        constexpr std::size_t most = 10'000; // also bounds the search
        if (names.size() == most)
            throw Malformed{"there are more than 10000 jets in the event"};
        names.push_back(name);
        return static_cast<std::int16_t>(names.size() - 1);
    }

    std::string label() const {
        std::string text;
        if (m_header.has(ColumnMapping::EventNumber))
            text = "event " + field(ColumnMapping::EventNumber);
        if (m_header.has(ColumnMapping::Label))
            text += (text.empty() ? "" : ", ") + field(ColumnMapping::Label);
        return printable(text);
    }

    const ColumnMapping &m_header;
    std::vector<std::string> m_fields;
    Event m_event;
};

class CsvGrammar : public EventGrammar {
public:
    explicit CsvGrammar(const ColumnMapping &header) : m_header(header) {}

    Mark mark(std::string_view line) override {
        if (isComment(line))
            return Mark::Ignored;
        if (!m_headerSeen) {
            m_headerSeen = true;
            if (m_header.headerRow)
                return Mark::Ignored;
        }
        if (!m_header.has(ColumnMapping::EventNumber))
            return Mark::Content;
        const std::string_view event = eventField(line);
        if (event == m_event)
            return Mark::Content;
        m_event = event;
        return Mark::Begin;
    }

    Event decode(Lines &lines) const override {
        RowDecoder decoder(m_header);
        while (lines.next())
            if (!isComment(lines.line()))
                decoder.take(lines.line());
        return decoder.finish();
    }

private:
    std::string_view eventField(std::string_view line) {
        const std::size_t column = m_header.at(ColumnMapping::EventNumber);
        if (line.find('"') != std::string_view::npos) {
            splitRow(line, m_header.separator, m_fields);
            return column < m_fields.size() ? std::string_view(m_fields[column]) : std::string_view();
        }
        for (std::size_t i = 0; i < column; ++i) {
            const std::size_t end = line.find(m_header.separator);
            if (end == std::string_view::npos)
                return {};
            line.remove_prefix(end + 1);
        }
        return trimmed(line.substr(0, line.find(m_header.separator)));
    }

    const ColumnMapping m_header;
    bool m_headerSeen = false;
    std::string m_event;
    std::vector<std::string> m_fields;
};

constexpr std::size_t headSize = 64 * 1024;

bool recognisesCsv(std::span<const char> head, const ByteSource &) {
    return isText(head) && ColumnMapping::find({head.data(), head.size()});
}

std::unique_ptr<EventFile> openCsv(const std::shared_ptr<const ByteSource> &source) {
    const auto header = ColumnMapping::find(source->text(0, headSize));
    if (!header)
        throw Error("cannot read " + shown(source->path()), "its first line names no momentum",
                    "begin it with a header that names px, py, pz, E or pt, eta, phi");
    return openTable(source, *header);
}

} // namespace

std::unique_ptr<EventFile> openTable(const std::shared_ptr<const ByteSource> &source,
                                     const ColumnMapping &columns) {
    return std::make_unique<TextEventFile>(source, std::make_unique<CsvGrammar>(columns));
}

EventFormat csvFormat() {
    return {{"csv", "Table (CSV, TSV)", "A table whose header names px, py, pz, E or pt, eta, phi, m.",
             "RFC 4180"},
            recognisesCsv,
            openCsv};
}

} // namespace quincunx
