#include "core/io/fastjet_text.h"

#include "core/io/pdg_charge.h"
#include "core/io/text_event_file.h"

#include <limits>

namespace quincunx {

namespace {

using Mark = EventGrammar::Mark;

std::size_t countFields(std::string_view line) {
    std::size_t count = 0;
    while (!nextField(line).empty())
        ++count;
    return count;
}

FourMomentum momentumFrom(std::string_view &line) {
    FourMomentum momentum;
    for (double *component : {&momentum.px, &momentum.py, &momentum.pz, &momentum.E})
        *component = toNumber(nextField(line));
    return checked(momentum);
}

class FastjetGrammar : public EventGrammar {
public:
    Mark mark(std::string_view line) override {
        const std::size_t first = line.find_first_not_of(" \t\r");
        if (first == std::string_view::npos)
            return Mark::Ignored;
        if (line[first] != '#')
            return Mark::Content;
        line.remove_prefix(first);
        return line.starts_with("#END")        ? Mark::End
               : line.starts_with("#SUBSTART") ? Mark::Content
                                               : Mark::Ignored;
    }

    Event decode(Lines &lines) const override {
        Event event;
        std::size_t subEvent = 0, columns = 0;
        bool marked = false;
        while (lines.next()) {
            std::string_view line = trimmed(lines.line());
            if (line.starts_with("#SUBSTART")) {
                // Particles before the first mark are the hard scatter, too.
                subEvent += marked || !event.particles.empty() ? 1 : 0;
                marked = true;
                if (subEvent > std::numeric_limits<std::int16_t>::max())
                    throw Malformed{"there are more than 32768 sub-events"};
            }
            if (isComment(line))
                continue;
            const std::size_t fields = countFields(line);
            if (columns == 0)
                columns = fields;
            if (fields < 4)
                throw Malformed{"it has " + std::to_string(fields) + " columns, not px py pz E"};
            if (fields != columns)
                throw Malformed{"it has " + std::to_string(fields) + " columns, the lines before have " +
                                std::to_string(columns)};
            Particle particle;
            particle.momentum = momentumFrom(line);
            particle.subEvent = static_cast<std::int16_t>(subEvent);
            // FastJet reads four columns and leaves the rest to whoever wrote it; only an integer of 32 bits
            // can be an id.
            using Id = std::numeric_limits<std::int32_t>;
            std::int64_t id = 0;
            if (parseInteger(nextField(line), id) && id >= -Id::max() && id <= Id::max()) {
                particle.pdgId = static_cast<std::int32_t>(id);
                particle.charge = pdgCharge(particle.pdgId);
            }
            event.particles.push_back(particle);
        }
        if (subEvent > 0)
            event.subEvents.push_back("hard scatter");
        for (std::size_t i = 1; i <= subEvent; ++i)
            event.subEvents.push_back("pile-up " + std::to_string(i));
        return event;
    }
};

class IndexedGrammar : public EventGrammar {
public:
    Mark mark(std::string_view line) override {
        const std::string_view id = nextField(line);
        if (isComment(id))
            return Mark::Ignored;
        if (id == m_id)
            return Mark::Content;
        m_id = id;
        return Mark::Begin;
    }

    Event decode(Lines &lines) const override {
        Event event;
        while (lines.next()) {
            std::string_view line = trimmed(lines.line());
            if (isComment(line))
                continue;
            const std::string_view id = nextField(line);
            if (event.label.empty()) {
                std::int64_t number = 0;
                if (!parseInteger(id, number))
                    throw Malformed{shown(id) + " is not an event number"};
                event.label = "event " + std::to_string(number);
            }
            if (const std::size_t fields = 1 + countFields(line); fields != 5)
                throw Malformed{"it has " + std::to_string(fields) + " columns, not event px py pz E"};
            event.particles.push_back({.momentum = momentumFrom(line)});
        }
        return event;
    }

private:
    std::string m_id;
};

// How many lines a format is judged by, and which of them are wrong does not matter: that is for the reader
// to tell, with the line's number.
constexpr int sampleLines = 200;

bool recognisesFastjet(std::span<const char> head, const ByteSource &) {
    if (!isText(head))
        return false;
    Lines lines(std::string_view(head.data(), head.size()));
    int rows = 0, numeric = 0;
    bool marked = false;
    while (rows < sampleLines && lines.next()) {
        std::string_view line = trimmed(lines.line());
        marked = marked || line.starts_with("#END") || line.starts_with("#SUBSTART");
        if (isComment(line))
            continue;
        ++rows;
        double value = 0;
        int numbers = 0;
        while (numbers < 4 && parseNumber(nextField(line), value))
            ++numbers;
        numeric += numbers == 4;
    }
    return rows > 0 ? 2 * numeric >= rows : marked;
}

// One line's vote. Lines of integers only may be read both ways; if the fifth column can be a PDG id and the
// first four a momentum, they are FastJet's.
bool looksIndexed(std::string_view line, std::int64_t &previous) {
    std::int64_t number = 0, id = 0;
    std::string_view rest = line;
    if (countFields(line) != 5 || !parseInteger(nextField(rest), number) || number < previous)
        return false;
    std::array<double, 5> column{};
    for (double &value : column)
        if (!parseNumber(nextField(line), value))
            return false;
    std::string_view last;
    while (!rest.empty())
        if (const std::string_view field = nextField(rest); !field.empty())
            last = field;
    previous = number;
    const bool fastjet =
        parseInteger(last, id) && isOnOrAboveMassShell({column[0], column[1], column[2], column[3]});
    return !fastjet && isOnOrAboveMassShell({column[1], column[2], column[3], column[4]});
}

bool recognisesIndexed(std::span<const char> head, const ByteSource &) {
    if (!isText(head))
        return false;
    Lines lines(std::string_view(head.data(), head.size()));
    int rows = 0, votes = 0;
    std::int64_t previous = std::numeric_limits<std::int64_t>::min();
    while (rows < sampleLines && lines.next()) {
        const std::string_view line = trimmed(lines.line());
        if (isComment(line))
            continue;
        ++rows;
        votes += looksIndexed(line, previous);
    }
    return rows > 0 && 4 * votes >= 3 * rows;
}

template <class Grammar>
std::unique_ptr<EventFile> openText(const std::shared_ptr<const ByteSource> &source) {
    return std::make_unique<TextEventFile>(source, std::make_unique<Grammar>());
}

} // namespace

EventFormat fastjetTextFormat() {
    return {{"fastjet", "FastJet text", "Lines px py pz E, with #END after each event.",
             "M. Cacciari, G. P. Salam, G. Soyez, FastJet user manual, Eur. Phys. J. C 72 (2012) 1896"},
            recognisesFastjet,
            openText<FastjetGrammar>};
}

EventFormat indexedTextFormat() {
    return {{"indexed", "Indexed text", "Lines event px py pz E.", ""},
            recognisesIndexed,
            openText<IndexedGrammar>};
}

} // namespace quincunx
