#include "core/io/hepmc.h"

#include "core/io/pdg_charge.h"
#include "core/io/text_event_file.h"

namespace quincunx {

namespace {

constexpr std::string_view start2 = "HepMC::IO_GenEvent-START_EVENT_LISTING";
constexpr std::string_view start3 = "HepMC::Asciiv3-START_EVENT_LISTING";

/// Cuts blank-separated fields off a line.
class Fields {
public:
    explicit Fields(std::string_view line) : m_rest(line) {}
    std::string_view next() { return nextField(m_rest); }
    void skip(int count) {
        for (int i = 0; i < count; ++i)
            next();
    }
    double number() { return toNumber(next()); }
    std::int32_t integer() { return toInteger(next()); }

private:
    std::string_view m_rest;
};

std::string countedWrong(std::int64_t found, std::int64_t said, const char *what) {
    return "the event has " + std::to_string(found) + " of the " + std::to_string(said) + " " + what +
           " that it says it has";
}

/// One event while its lines are read.
class EventDecoder {
public:
    // E number mpi scale alphaQCD alphaQED process vertex #vertices ...  (version 2, at least 11 fields)
    // E number #vertices #particles [@ x y z t]                          (version 3)
    explicit EventDecoder(std::string_view line) {
        Fields fields(line);
        fields.skip(1);
        m_event.label = "event " + std::to_string(fields.integer());
        const std::string_view second = fields.next(), third = fields.next(), fourth = fields.next();
        m_version3 = fourth.empty() || fourth == "@";
        if (m_version3) {
            m_particlesSaid = toInteger(third);
        } else {
            static_cast<void>(second);
            fields.skip(3);
            m_verticesSaid = fields.integer();
        }
    }

    void take(std::string_view line) {
        Fields fields(line);
        const std::string_view kind = fields.next();
        constexpr std::string_view kinds2 = "UPVNCHF", kinds3 = "UPVWANT";
        if (kind.empty())
            return;
        if (kind.size() != 1 || (m_version3 ? kinds3 : kinds2).find(kind[0]) == std::string_view::npos)
            throw Malformed{shown(kind) + " begins no line of an event"};
        if (kind == "U")
            takeUnits(fields.next());
        else if (kind == "V")
            takeVertex(fields);
        else if (kind == "P")
            takeParticle(fields);
    }

    Event finish() {
        if (m_particles != m_particlesSaid)
            throw Malformed{countedWrong(m_particles, m_particlesSaid, "particles")};
        if (m_vertices != m_verticesSaid)
            throw Malformed{countedWrong(m_vertices, m_verticesSaid, "vertices")};
        return std::move(m_event);
    }

private:
    void takeUnits(std::string_view unit) {
        if (unit != "GEV" && unit != "MEV")
            throw Malformed{shown(unit) + " is no unit of energy; GEV and MEV are"};
        m_unit = unit == "MEV" ? 1e-3 : 1;
    }

    // V barcode id x y z ctau #orphans #outgoing ...  (version 2). Version 3 leaves simple vertices out, so
    // that there is nothing to count.
    void takeVertex(Fields &fields) {
        if (m_version3)
            return;
        fields.skip(6);
        const std::int32_t orphans = fields.integer(), outgoing = fields.integer();
        m_particlesSaid += std::int64_t(orphans) + outgoing;
        ++m_vertices;
    }

    // P barcode pdg px py pz E m status ...         (version 2)
    // P number parent pdg px py pz E m status       (version 3)
    void takeParticle(Fields &fields) {
        fields.skip(m_version3 ? 2 : 1);
        ++m_particles;
        const std::int32_t id = fields.integer();
        std::array<std::string_view, 4> momentum;
        for (std::string_view &component : momentum)
            component = fields.next();
        fields.skip(1);
        if (fields.integer() != 1)
            return;
        std::array<double, 4> p{};
        for (std::size_t i = 0; i < 4; ++i)
            p[i] = toNumber(momentum[i]) * m_unit;
        m_event.particles.push_back(
            {.momentum = checked({p[0], p[1], p[2], p[3]}), .charge = pdgCharge(id), .pdgId = id});
    }

    Event m_event;
    bool m_version3 = false;
    double m_unit = 1; // [GeV]; files from before HepMC 2.04 have no U line and are in GeV
    std::int64_t m_particles = 0, m_particlesSaid = 0;
    std::int64_t m_vertices = 0, m_verticesSaid = 0;
};

class HepmcGrammar : public EventGrammar {
public:
    Mark mark(std::string_view line) override {
        if (line.starts_with("E ")) {
            m_inEvent = true;
            return Mark::Begin;
        }
        if (line.starts_with("HepMC::")) {
            m_inEvent = false;
            return Mark::Between;
        }
        return m_inEvent ? Mark::Content
                         : Mark::Ignored; // before the first event: names of weights and tools
    }

    Event decode(Lines &lines) const override {
        lines.next();
        EventDecoder decoder(lines.line());
        while (lines.next())
            decoder.take(lines.line());
        return decoder.finish();
    }

private:
    bool m_inEvent = false;
};

// Lines "HepMC::Version" and the like may come before the first START.
bool beginsWith(std::span<const char> head, std::string_view start) {
    Lines lines(std::string_view(head.data(), head.size()));
    while (lines.next()) {
        const std::string_view line = trimmed(lines.line());
        if (line == start)
            return true;
        if (line == start2 || line == start3 || !(line.empty() || line.starts_with("HepMC::")))
            return false;
    }
    return false;
}

bool recognisesHepMc2(std::span<const char> head, const ByteSource &) {
    return beginsWith(head, start2);
}
bool recognisesHepMc3(std::span<const char> head, const ByteSource &) {
    return beginsWith(head, start3);
}

std::unique_ptr<EventFile> openHepMc(const std::shared_ptr<const ByteSource> &source) {
    return std::make_unique<TextEventFile>(source, std::make_unique<HepmcGrammar>());
}

} // namespace

EventFormat hepmc2Format() {
    return {{"hepmc2", "HepMC2", "Generator events as IO_GenEvent of HepMC 2 writes them.",
             "M. Dobbs, J. B. Hansen, Comput. Phys. Commun. 134 (2001) 41"},
            recognisesHepMc2,
            openHepMc};
}

EventFormat hepmc3Format() {
    return {{"hepmc3", "HepMC3", "Generator events as Asciiv3 of HepMC 3 writes them.",
             "A. Buckley et al., Comput. Phys. Commun. 260 (2021) 107310"},
            recognisesHepMc3,
            openHepMc};
}

} // namespace quincunx
