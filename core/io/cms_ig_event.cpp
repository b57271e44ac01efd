#include "core/io/cms_ig_event.h"

#include "core/io/ig_tables.h"
#include "core/io/pdg_charge.h"
#include "core/io/text.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

namespace {

using nlohmann::json;

constexpr double muonMass = 0.105658; // [GeV], PDG

// Squares of it are finite, as those of momenta are after checked().
bool isReasonable(double value) {
    return std::fabs(value) <= 1e20; // false for NaN
}

// Zero where the file has no number, for what is only shown.
double numberOrZero(const IgTable &table, std::size_t row, std::string_view column) {
    const double value = table.number(row, column);
    return isReasonable(value) ? value : 0;
}

std::int8_t chargeOf(const IgTable &table, std::size_t row) {
    return static_cast<std::int8_t>(std::clamp(numberOrZero(table, row, "charge"), -9.0, 9.0));
}

// Nothing if the row has no usable direction.
std::optional<FourMomentum> momentumOf(const IgTable &table, std::size_t row, double mass) {
    const auto momentum = FourMomentum::fromPtEtaPhiMass(table.number(row, "pt"), table.number(row, "eta"),
                                                         table.number(row, "phi"), mass);
    if (!std::isfinite(momentum.E) || !(table.number(row, "pt") > 0))
        return {};
    return checked(momentum);
}

Vector3 directionOf(const FourMomentum &momentum) {
    const double p = momentum.p();
    return {momentum.px / p, momentum.py / p, momentum.pz / p};
}

void addTracks(Event &event, const json &source) {
    const IgTable table = IgTable::find(source, "Tracks");
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto momentum = momentumOf(table, row, pionMass);
        if (!momentum)
            continue;
        Track track;
        track.position = table.vector(row, "pos").value_or(Vector3{});
        track.direction = table.vector(row, "dir").value_or(directionOf(*momentum));
        const double length = std::hypot(track.direction[0], track.direction[1], track.direction[2]);
        if (length > 0 && std::isfinite(length))
            for (double &component : track.direction)
                component /= length;
        else
            track.direction = directionOf(*momentum);
        track.chi2 = numberOrZero(table, row, "chi2");
        track.ndof = numberOrZero(table, row, "ndof");
        event.particles.push_back({.momentum = *momentum,
                                   .kind = ObjectKind::Track,
                                   .charge = chargeOf(table, row),
                                   .detail = static_cast<std::int32_t>(event.tracks.size())});
        event.tracks.push_back(track);
    }
}

// The eight corners, front face first; nothing if one is missing.
std::optional<std::array<Vector3, 8>> cornersOf(const IgTable &table, std::size_t row) {
    static constexpr std::array<std::string_view, 8> names = {"front_1", "front_2", "front_3", "front_4",
                                                              "back_1",  "back_2",  "back_3",  "back_4"};
    std::array<Vector3, 8> corners{};
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const auto corner = table.vector(row, names[i]);
        if (!corner)
            return {};
        corners[i] = *corner;
    }
    return corners;
}

void addHits(Event &event, const json &source, const char *name, Calorimeter part) {
    const IgTable table = IgTable::find(source, name);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double energy = table.number(row, "energy"), eta = table.number(row, "eta"),
                     phi = table.number(row, "phi");
        const double pt = energy / std::cosh(eta);
        if (!(energy > 0) || !(pt > 0) || !std::isfinite(energy) || !std::isfinite(phi))
            continue;
        Particle particle{.momentum = checked(FourMomentum::fromPtEtaPhiMass(pt, eta, phi, 0)),
                          .kind = ObjectKind::Hit};
        particle.momentum.E = energy; // exactly what the file says
        if (const auto corners = cornersOf(table, row)) {
            Cell cell{.part = part, .time = numberOrZero(table, row, "time"), .front = {}, .back = {}};
            std::copy_n(corners->begin(), 4, cell.front.begin());
            std::copy_n(corners->begin() + 4, 4, cell.back.begin());
            particle.detail = static_cast<std::int32_t>(event.cells.size());
            event.cells.push_back(cell);
        }
        event.particles.push_back(particle);
    }
}

// The reconstructions list one muon several times: as global, tracker and standalone muon.
bool isKnown(const Event &event, const Muon &muon) {
    return std::ranges::any_of(event.muons, [&](const Muon &other) {
        return other.charge == muon.charge &&
               std::hypot(other.momentum.eta() - muon.momentum.eta(),
                          wrapPhi(other.momentum.phi() - muon.momentum.phi())) < 0.1;
    });
}

double distanceFromBeam(const Vector3 &point) {
    return std::hypot(point[0], point[1], point[2]);
}

// Points along the paths of the muons of a collection with so many rows: the fitted ones, else the two ends
// in the muon system. All at once, so that the cost is that of the associations.
std::vector<std::vector<Vector3>> pathsOf(const json &source, std::size_t rows, const char *points,
                                          const char *ends) {
    std::vector<std::vector<Vector3>> paths(rows);
    const auto add = [&](const char *association, const char *collection, std::string_view column,
                         const std::vector<bool> &skipped) {
        const IgTable table = IgTable::find(source, collection);
        for (const auto &[from, to] : igAssociation(source, association))
            if (from < rows && !skipped[from] && to < table.rows())
                if (const auto point = table.vector(to, column))
                    paths[from].push_back(*point);
    };
    std::vector<bool> fitted(rows);
    if (*points)
        add(points, "Points", "pos", fitted);
    std::transform(paths.begin(), paths.end(), fitted.begin(),
                   [](const auto &path) { return !path.empty(); });
    if (*ends) {
        add(ends, "Extras", "pos_1", fitted);
        add(ends, "Extras", "pos_2", fitted);
    }
    for (std::vector<Vector3> &path : paths)
        std::ranges::sort(path, {}, distanceFromBeam);
    return paths;
}

void addMuons(Event &event, const json &source) {
    struct Kind {
        const char *collection, *points, *ends;
    };
    // Best measured first; see isKnown.
    for (const Kind &kind :
         {Kind{"GlobalMuons", "MuonGlobalPoints", ""}, Kind{"StandaloneMuons", "", "MuonTrackExtras"},
          Kind{"TrackerMuons", "MuonTrackerPoints", "MuonTrackerExtras"}}) {
        const IgTable table = IgTable::find(source, kind.collection);
        constexpr std::size_t most = 1000; // comparing each with each stays cheap
        if (table.rows() > most)
            throw Malformed{"it has more than 1000 " + std::string(kind.collection)};
        auto paths = pathsOf(source, table.rows(), kind.points, kind.ends);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const auto momentum = momentumOf(table, row, muonMass);
            if (!momentum)
                continue;
            Muon muon{*momentum, chargeOf(table, row), {}};
            if (isKnown(event, muon))
                continue;
            muon.path = std::move(paths[row]);
            event.muons.push_back(std::move(muon));
        }
    }
}

void addWhatIsDrawn(Event &event, const json &source) {
    const IgTable chambers = IgTable::find(source, "MuonChambers");
    for (std::size_t row = 0; row < chambers.rows(); ++row)
        if (const auto corners = cornersOf(chambers, row))
            event.muonChambers.push_back(*corners);

    const IgTable jets = IgTable::find(source, "PFJets");
    for (std::size_t row = 0; row < jets.rows(); ++row) {
        const FileJet jet{jets.number(row, "et"), jets.number(row, "eta"), jets.number(row, "phi")};
        if (jet.et > 0 && isReasonable(jet.et) && isReasonable(jet.eta) && isReasonable(jet.phi))
            event.fileJets.push_back(jet);
    }

    // A fake vertex is the beam spot, listed when no vertex was found.
    const IgTable vertices = IgTable::find(source, "Vertices");
    for (std::size_t row = 0; row < vertices.rows(); ++row)
        if (const auto position = vertices.vector(row, "pos");
            position && vertices.number(row, "isValid") != 0 && !(vertices.number(row, "isFake") > 0))
            event.vertices.push_back(*position);

    const IgTable missing = IgTable::find(source, "PFMETs");
    if (missing.rows() > 0) {
        event.missingPx = missing.number(0, "px");
        event.missingPy = missing.number(0, "py");
        event.hasMissingMomentum = isReasonable(event.missingPx) && isReasonable(event.missingPy);
        if (!event.hasMissingMomentum)
            event.missingPx = event.missingPy = 0;
    }
}

} // namespace

Event decodeIgEvent(std::string text) {
    const json source = parseIgEvent(std::move(text));
    Event event;
    addTracks(event, source);
    addHits(event, source, "EBRecHits", Calorimeter::Electromagnetic);
    addHits(event, source, "EERecHits", Calorimeter::Electromagnetic);
    addHits(event, source, "ESRecHits", Calorimeter::Preshower);
    addHits(event, source, "HBRecHits", Calorimeter::Hadronic);
    addHits(event, source, "HERecHits", Calorimeter::Hadronic);
    addHits(event, source, "HORecHits", Calorimeter::Hadronic);
    addHits(event, source, "HFRecHits", Calorimeter::Forward);
    addMuons(event, source);
    addWhatIsDrawn(event, source);
    return event;
}

} // namespace quincunx
