#include "core/io/export/write.h"
#include "core/io/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace quincunx {

namespace {

using nlohmann::json;

constexpr double MeV = 1e3, mm = 1e3; // in GeV and m

json momentum(const Particle &particle) {
    const FourMomentum &p = particle.momentum;
    json object = {{"px", p.px * MeV},
                   {"py", p.py * MeV},
                   {"pz", p.pz * MeV},
                   {"E", p.E * MeV},
                   {"kind", kindName(particle.kind)}};
    if (particle.pdgId != 0)
        object["pdgId"] = particle.pdgId;
    return object;
}

json track(const Event &event, const Particle &particle) {
    json object = momentum(particle);
    const FourMomentum &p = particle.momentum;
    const bool measured = particle.kind == ObjectKind::Track && particle.detail >= 0;
    const Track from = measured ? event.tracks[static_cast<std::size_t>(particle.detail)] : Track{};
    const Vector3 along = measured ? from.direction : Vector3{p.px / p.p(), p.py / p.p(), p.pz / p.p()};
    json path = json::array(); // two points tell where it begins and goes; Phoenix bends it by dparams
    for (const double length : {0.0, 1.0})
        path.push_back({(from.position[0] + length * along[0]) * mm,
                        (from.position[1] + length * along[1]) * mm,
                        (from.position[2] + length * along[2]) * mm});
    const double theta = std::acos(std::clamp(p.pz / p.p(), -1.0, 1.0));
    object["pos"] = path;
    object["dparams"] = {0, from.position[2] * mm, p.phi(), theta, particle.charge / (p.p() * MeV)};
    object["pT"] = p.pt() * MeV;
    object["eta"] = p.eta();
    object["phi"] = p.phi();
    object["charge"] = particle.charge;
    object["chi2"] = from.chi2;
    object["dof"] = from.ndof;
    return object;
}

json cluster(const Particle &particle) {
    json object = momentum(particle);
    object["energy"] = particle.momentum.E * MeV;
    object["eta"] = particle.momentum.eta();
    object["phi"] = particle.momentum.phi();
    return object;
}

json jets(const std::vector<Jet> &found) {
    json list = json::array();
    for (const Jet &jet : found) {
        const FourMomentum &p = jet.momentum;
        list.push_back({{"eta", p.eta()}, {"phi", p.phi()}, {"energy", p.E * MeV}, {"et", p.et() * MeV}});
    }
    return list;
}

json fileJets(const std::vector<FileJet> &found) {
    json list = json::array();
    for (const FileJet &jet : found)
        list.push_back({{"eta", jet.eta},
                        {"phi", jet.phi},
                        {"energy", jet.et * std::cosh(jet.eta) * MeV},
                        {"et", jet.et * MeV}});
    return list;
}

} // namespace

std::string phoenixJson(const Event &event, const Clustering *clustering) {
    json tracks = json::array(), clusters = json::array(), vertices = json::array();
    for (const Particle &particle : event.particles)
        if ((particle.kind == ObjectKind::Track || particle.charge != 0) && particle.momentum.p() > 0)
            tracks.push_back(track(event, particle));
        else
            clusters.push_back(cluster(particle));
    for (const Vector3 &vertex : event.vertices)
        vertices.push_back({{"x", vertex[0] * mm}, {"y", vertex[1] * mm}, {"z", vertex[2] * mm}});
    json content = {{"Tracks", {{"Quincunx", tracks}}}, {"CaloClusters", {{"Quincunx", clusters}}}};
    if (clustering)
        content["Jets"]["Quincunx"] = jets(clustering->jets);
    else if (!event.fileJets.empty())
        content["Jets"]["Quincunx"] = fileJets(event.fileJets);
    if (!vertices.empty())
        content["Vertices"]["Quincunx"] = vertices;
    if (event.hasMissingMomentum)
        content["MissingEnergy"]["Quincunx"] =
            json::array({{{"etx", event.missingPx * MeV}, {"ety", event.missingPy * MeV}}});
    if (!event.sample.empty())
        content["sample"] = printable(event.sample);
    if (event.isJet)
        content["is_jet"] = true;
    return json{{event.label.empty() ? "event" : printable(event.label), content}}.dump() + "\n";
}

} // namespace quincunx
