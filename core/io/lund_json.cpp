#include "core/io/jet_json.h"
#include "core/io/json_event_file.h"
#include "core/io/text_event_file.h"

#include <cmath>

namespace quincunx {

namespace {

using nlohmann::json;

FourMomentum momentumOf(const json &value) {
    if (value.is_array())
        return {elementAt(value, 0), elementAt(value, 1), elementAt(value, 2), elementAt(value, 3)};
    return {numberAt(value, "px"), numberAt(value, "py"), numberAt(value, "pz"), numberAt(value, "E")};
}

bool isSumOfOthers(const std::vector<Particle> &particles) {
    FourMomentum rest;
    for (std::size_t i = 1; i < particles.size(); ++i)
        rest += particles[i].momentum;
    const FourMomentum &first = particles.front().momentum;
    const double distance =
        std::hypot(std::hypot(rest.px - first.px, rest.py - first.py), rest.pz - first.pz);
    return particles.size() > 2 && distance < 1e-3 * first.E && std::fabs(rest.E - first.E) < 1e-3 * first.E;
}

void takeMomenta(const json &jet, Event &event) {
    for (const json &value : jet)
        event.particles.push_back({.momentum = checked(momentumOf(value))});
    if (!event.particles.empty() && isSumOfOthers(event.particles))
        event.particles.erase(event.particles.begin());
}

// Inside out; see the header.
void takeDeclusterings(const json &jet, Event &event) {
    FourMomentum inside;
    for (std::size_t i = jet.size(); i-- > 0;) {
        const json &step = jet[i];
        const double distance = numberAt(step, "Delta"), psi = numberAt(step, "psi");
        const bool hasSoft = step.contains("s_pt");
        if (!hasSoft && !(distance > 0))
            throw Malformed{"Delta is not positive"};
        const double soft = hasSoft ? numberAt(step, "s_pt") : numberAt(step, "kt") / distance;
        if (i + 1 == jet.size()) {
            const double z = numberAt(step, "z");
            if (!(z > 0 && z <= 1))
                throw Malformed{"z is not in (0, 1]"};
            const double core = step.contains("h_pt") ? numberAt(step, "h_pt") : soft * (1 - z) / z;
            inside = checked(FourMomentum::fromPtEtaPhiMass(core, 0, 0, 0));
            event.particles.push_back({.momentum = inside});
        }
        if (!(soft >= 0))
            throw Malformed{"a transverse momentum is negative"};
        const FourMomentum branch = checked(FourMomentum::fromPtRapidityPhiMass(
            soft, inside.rapidity() + distance * std::sin(psi), inside.phi() + distance * std::cos(psi), 0));
        event.particles.push_back({.momentum = branch});
        inside += branch;
    }
}

class LundGrammar : public EventGrammar {
public:
    // The last line may be cut off: so each begins an event, which the next one ends.
    Mark mark(std::string_view line) override {
        line = trimmed(line);
        return line.empty() || line.front() == '#' ? Mark::Ignored : Mark::Begin;
    }

    Event decode(Lines &lines) const override {
        lines.next();
        const json jet = parseJson(lines.line());
        if (!jet.is_array())
            throw Malformed{"it is not an array"};
        Event event;
        event.isJet = true;
        if (!jet.empty() && jet[0].is_object() && jet[0].contains("Delta"))
            takeDeclusterings(jet, event);
        else
            takeMomenta(jet, event);
        return event;
    }
};

bool recognisesLundJson(std::span<const char> head, const ByteSource &) {
    if (!isText(head))
        return false;
    Lines lines(std::string_view(head.data(), head.size()));
    while (lines.next()) {
        const std::string_view line = trimmed(lines.line());
        if (line.empty() || line.front() == '#' || line == "[]")
            continue;
        const auto has = [line](std::string_view name) { return line.find(name) != line.npos; };
        if (!line.starts_with('['))
            return false;
        const std::string_view inside = trimmed(line.substr(1));
        return inside.starts_with('[') || (inside.starts_with('{') && ((has("\"Delta\"") && has("\"psi\"")) ||
                                                                       (has("\"px\"") && has("\"E\""))));
    }
    return false;
}

std::unique_ptr<EventFile> openLundJson(const std::shared_ptr<const ByteSource> &file) {
    return std::make_unique<TextEventFile>(file, std::make_unique<LundGrammar>());
}

} // namespace

EventFormat lundJsonFormat() {
    return {{"lund-json", "Lund JSON",
             "A line for each jet: its declusterings, or its momenta, as a JSON array.",
             "F. Dreyer, G. Salam, G. Soyez, JHEP 12 (2018) 064"},
            recognisesLundJson,
            openLundJson};
}

} // namespace quincunx
