#include "core/io/les_houches.h"

#include "core/io/pdg_charge.h"
#include "core/io/text_event_file.h"

#include <algorithm>
#include <array>

namespace quincunx {

namespace {

constexpr std::string_view endTag = "</event>";

// Neither <eventgroup> nor <events>.
bool beginsEvent(std::string_view line) {
    constexpr std::string_view tag = "<event";
    return line.starts_with(tag) && line.size() > tag.size() &&
           (line[tag.size()] == '>' || line[tag.size()] == ' ');
}

// Fortran may write its exponents with a D.
double number(std::string_view field) {
    std::string text(field);
    std::ranges::replace_if(
        text, [](char c) { return c == 'D' || c == 'd'; }, 'e');
    return toNumber(text);
}

// IDUP ISTUP MOTHUP1 MOTHUP2 ICOLUP1 ICOLUP2 px py pz E m VTIMUP SPINUP
void takeParticle(std::string_view line, Event &event) {
    const std::int32_t id = toInteger(nextField(line)), status = toInteger(nextField(line));
    for (int i = 0; i < 4; ++i)
        toInteger(nextField(line));
    std::array<double, 4> p{};
    for (double &component : p)
        component = number(nextField(line));
    if (status == 1)
        event.particles.push_back(
            {.momentum = checked({p[0], p[1], p[2], p[3]}), .charge = pdgCharge(id), .pdgId = id});
}

class LesHouchesGrammar : public EventGrammar {
public:
    Mark mark(std::string_view line) override {
        line = trimmed(line);
        if (m_inEvent) {
            const bool end = line.find(endTag) != line.npos;
            m_inEvent = !end;
            return end ? Mark::End : beginsEvent(line) ? Mark::Begin : Mark::Content;
        }
        skipHeader(line);
        if (m_skippedUntil.empty() && beginsEvent(line)) {
            m_inEvent = line.find(endTag) == line.npos;
            return m_inEvent ? Mark::Begin : Mark::End;
        }
        return Mark::Ignored;
    }

    Event decode(Lines &lines) const override {
        Event event;
        std::int32_t particles = -1, taken = 0; // said by the first line, and found
        bool ended = false, first = true;
        while (!ended && lines.next()) {
            std::string_view line = trimmed(lines.line());
            if (first) // <event ...>, and whatever stands behind it
                line = trimmed(line.substr(std::min(line.find('>'), line.size() - 1) + 1));
            first = false;
            if (const std::size_t end = line.find(endTag); end != line.npos) {
                ended = true;
                line = trimmed(line.substr(0, end));
            }
            if (line.empty() || line.front() == '#' || line.front() == '<')
                continue;
            if (particles < 0) { // NUP IDPRUP XWGTUP SCALUP AQEDUP AQCDUP
                particles = toInteger(nextField(line));
                event.label = "process " + std::to_string(toInteger(nextField(line)));
            } else if (taken < particles) {
                takeParticle(line, event);
                ++taken;
            }
        }
        if (!ended)
            throw Malformed{"the event has no </event>"};
        if (taken < particles)
            throw Malformed{"the event has " + std::to_string(taken) + " of the " +
                            std::to_string(particles) + " particles that it says it has"};
        return event;
    }

private:
    // Comments and the header hold the generator's input, where anything may stand.
    void skipHeader(std::string_view line) {
        for (bool more = true; more;) {
            const bool skipping = !m_skippedUntil.empty();
            if (skipping) {
                const std::size_t end = line.find(m_skippedUntil);
                more = end != line.npos;
                if (more)
                    line.remove_prefix(end + m_skippedUntil.size());
                if (more)
                    m_skippedUntil = {};
            } else {
                const std::size_t comment = line.find("<!--"), header = line.find("<header>");
                more = std::min(comment, header) != line.npos;
                if (more)
                    m_skippedUntil = comment < header ? "-->" : "</header>";
                if (more)
                    line.remove_prefix(std::min(comment, header) + 4);
            }
        }
    }

    bool m_inEvent = false;
    std::string_view m_skippedUntil; ///< what ends the comment or header that we are in
};

bool recognisesLesHouches(std::span<const char> head, const ByteSource &) {
    std::string_view text(head.data(), head.size());
    text = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.starts_with("<?xml")) {
        text = text.substr(std::min(text.find("?>"), text.size() - 2) + 2);
        text = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    }
    return text.starts_with("<LesHouchesEvents");
}

std::unique_ptr<EventFile> openLesHouches(const std::shared_ptr<const ByteSource> &file) {
    return std::make_unique<TextEventFile>(file, std::make_unique<LesHouchesGrammar>());
}

} // namespace

EventFormat lesHouchesFormat() {
    return {{"lhe", "Les Houches events", "Hard processes as matrix-element generators write them.",
             "J. Alwall et al., Comput. Phys. Commun. 176 (2007) 300"},
            recognisesLesHouches,
            openLesHouches};
}

} // namespace quincunx
