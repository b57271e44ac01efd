#include "core/io/phoenix_json.h"

#include "core/io/json_event_file.h"
#include "core/io/pdg_charge.h"
#include "core/io/text.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace quincunx {

namespace {

using nlohmann::json;

constexpr double GeV = 1e-3, metre = 1e-3; // of Phoenix's MeV and mm

/// A number that may be missing or nothing.
std::optional<double> optionalNumber(const json &object, const char *key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number() || !(std::fabs(found->get<double>()) < 1e20))
        return {};
    return found->get<double>();
}

/// Calls `take` with each object of each collection of a type.
template <class Take>
void forEach(const json &event, const char *type, Take take) {
    const auto collections = event.find(type);
    if (collections == event.end() || !collections->is_object())
        return;
    for (const auto &[name, collection] : collections->items())
        if (collection.is_array())
            for (const json &object : collection)
                if (object.is_object())
                    take(object);
}

std::optional<Vector3> point(const json &list) {
    if (!list.is_array() || list.size() < 3)
        return {};
    const Vector3 result{elementAt(list, 0) * metre, elementAt(list, 1) * metre, elementAt(list, 2) * metre};
    for (const double component : result)
        if (std::fabs(component) > 1e6)
            return {};
    return result;
}

std::optional<FourMomentum> writtenMomentum(const json &object) {
    if (!object.contains("px") || !object.contains("py") || !object.contains("pz") || !object.contains("E"))
        return {};
    return checked({numberAt(object, "px") * GeV, numberAt(object, "py") * GeV, numberAt(object, "pz") * GeV,
                    numberAt(object, "E") * GeV});
}

/// Where a track begins, and the direction of its first piece.
std::optional<Track> pathOf(const json &object) {
    const auto pos = object.find("pos");
    if (pos == object.end() || !pos->is_array() || pos->size() < 2)
        return {};
    const auto first = point((*pos)[0]), second = point((*pos)[1]);
    if (!first || !second)
        return {};
    Vector3 along{(*second)[0] - (*first)[0], (*second)[1] - (*first)[1], (*second)[2] - (*first)[2]};
    const double length = std::hypot(along[0], along[1], along[2]);
    if (!(length > 0))
        return {};
    for (double &component : along)
        component /= length;
    return Track{.position = *first, .direction = along};
}

void addTrack(const json &object, Event &event) {
    std::optional<FourMomentum> momentum = writtenMomentum(object);
    const std::optional<Track> path = pathOf(object);
    int charge = 0;
    const auto dparams = object.find("dparams");
    if (dparams != object.end() && dparams->is_array() && dparams->size() >= 5 &&
        elementAt(*dparams, 4) != 0) {
        const double phi = elementAt(*dparams, 2), theta = elementAt(*dparams, 3),
                     qOverP = elementAt(*dparams, 4);
        charge = qOverP < 0 ? -1 : 1;
        const double p = GeV / std::fabs(qOverP);
        if (!momentum)
            momentum = checked({p * std::sin(theta) * std::cos(phi), p * std::sin(theta) * std::sin(phi),
                                p * std::cos(theta), std::hypot(p, pionMass)});
    }
    if (const auto pt = optionalNumber(object, "pT"); !momentum && pt && *pt > 0)
        momentum = checked(FourMomentum::fromPtEtaPhiMass(*pt * GeV, numberAt(object, "eta"),
                                                          numberAt(object, "phi"), pionMass));
    if (const auto p = optionalNumber(object, "mom"); !momentum && path && p && *p > 0)
        momentum = checked({*p * GeV * path->direction[0], *p * GeV * path->direction[1],
                            *p * GeV * path->direction[2], std::hypot(*p * GeV, pionMass)});
    if (!momentum)
        return; // a path without a momentum: nothing to cluster or to sort by
    if (const auto written = optionalNumber(object, "charge"))
        charge = static_cast<int>(std::clamp(*written, -9.0, 9.0));
    Particle particle{.momentum = *momentum, .charge = static_cast<std::int8_t>(charge)};
    if (const auto id = optionalNumber(object, "pdgId"); id && std::fabs(*id) < 2e9)
        particle.pdgId = static_cast<std::int32_t>(*id);
    if (object.value("kind", json()) != "particle") {
        const double p = momentum->p();
        Track track = path.value_or(
            Track{.position = {}, .direction = {momentum->px / p, momentum->py / p, momentum->pz / p}});
        if (!(p > 0))
            throw Malformed{"a track has no momentum"};
        track.chi2 = optionalNumber(object, "chi2").value_or(0);
        track.ndof = optionalNumber(object, "dof").value_or(0);
        particle.kind = ObjectKind::Track;
        particle.detail = static_cast<std::int32_t>(event.tracks.size());
        event.tracks.push_back(track);
    }
    event.particles.push_back(particle);
}

void addCluster(const json &object, Event &event) {
    const auto energy = optionalNumber(object, "energy");
    std::optional<FourMomentum> momentum = writtenMomentum(object);
    if (!momentum && energy && *energy > 0) {
        const double phi = numberAt(object, "phi");
        const auto theta = optionalNumber(object, "theta");
        const double eta = theta ? -std::log(std::tan(*theta / 2)) : numberAt(object, "eta");
        FourMomentum found = FourMomentum::fromPtEtaPhiMass(*energy * GeV / std::cosh(eta), eta, phi, 0);
        found.E = *energy * GeV; // exactly what the file says
        momentum = checked(found);
    }
    if (!momentum)
        return;
    Particle particle{.momentum = *momentum};
    if (object.value("kind", json()) != "particle")
        particle.kind = ObjectKind::Hit;
    if (const auto id = optionalNumber(object, "pdgId"); id && std::fabs(*id) < 2e9)
        particle.pdgId = static_cast<std::int32_t>(*id);
    event.particles.push_back(particle);
}

void addWhatIsDrawn(const json &source, Event &event) {
    forEach(source, "Jets", [&](const json &object) {
        const auto eta = optionalNumber(object, "eta"), phi = optionalNumber(object, "phi"),
                   et = optionalNumber(object, "et"), energy = optionalNumber(object, "energy");
        if (eta && phi && (et || energy) && std::fabs(*eta) < 100)
            event.fileJets.push_back({(et ? *et : *energy / std::cosh(*eta)) * GeV, *eta, *phi});
    });
    forEach(source, "Vertices", [&](const json &object) {
        if (object.contains("pos")) {
            if (const auto place = point(object["pos"]))
                event.vertices.push_back(*place);
        } else if (const auto place = point({optionalNumber(object, "x").value_or(0),
                                             optionalNumber(object, "y").value_or(0),
                                             optionalNumber(object, "z").value_or(0)})) {
            event.vertices.push_back(*place);
        }
    });
    forEach(source, "MissingEnergy", [&](const json &object) {
        const auto x = optionalNumber(object, "etx"), y = optionalNumber(object, "ety");
        if (!event.hasMissingMomentum && x && y) {
            event.hasMissingMomentum = true;
            event.missingPx = *x * GeV;
            event.missingPy = *y * GeV;
        }
    });
}

std::string numberText(const json &source, const char *key, const char *otherKey) {
    for (const char *name : {key, otherKey})
        if (const auto found = source.find(name); found != source.end())
            return found->is_string() ? found->get<std::string>()
                                      : found->dump(-1, ' ', true, json::error_handler_t::replace);
    return {};
}

Event decodePhoenix(const json &source, const std::string &key) {
    Event event;
    const std::string run = numberText(source, "run number", "runNumber"),
                      number = numberText(source, "event number", "eventNumber");
    event.label = printable(run.empty() || number.empty() ? key : "Run " + run + ", event " + number);
    if (const auto sample = source.find("sample"); sample != source.end() && sample->is_string())
        event.sample = printable(sample->get<std::string>());
    event.isJet = source.value("is_jet", json()) == true;
    forEach(source, "Tracks", [&](const json &object) { addTrack(object, event); });
    forEach(source, "CaloClusters", [&](const json &object) { addCluster(object, event); });
    forEach(source, "CaloCells", [&](const json &object) { addCluster(object, event); });
    addWhatIsDrawn(source, event);
    return event;
}

bool recognisesPhoenixJson(std::span<const char> head, const ByteSource &) {
    const std::string_view text(head.data(), head.size());
    if (!isText(head) || text.find_first_not_of(" \t\r\n") != text.find('{') || text.find('{') == text.npos)
        return false;
    return std::ranges::any_of(std::initializer_list<std::string_view>{"\"Tracks\"", "\"CaloClusters\"",
                                                                       "\"CaloCells\"", "\"Jets\"",
                                                                       "\"MissingEnergy\""},
                               [text](std::string_view name) { return text.find(name) != text.npos; });
}

std::unique_ptr<EventFile> openPhoenixJson(const std::shared_ptr<const ByteSource> &file) {
    return std::make_unique<JsonEventFile>(file, "", decodePhoenix);
}

} // namespace

EventFormat phoenixJsonFormat() {
    return {{"phoenix-json", "Phoenix JSON", "Events of the Phoenix event display: tracks, clusters, jets.",
             "https://github.com/HSF/phoenix"},
            recognisesPhoenixJson,
            openPhoenixJson};
}

} // namespace quincunx
