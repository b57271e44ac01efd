#include "core/event/cuts.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

const SettingsTable<CutSettings> &CutSettings::table() {
    static const auto table =
        SettingsTable<CutSettings>()
            .add(&CutSettings::input,
                 {.name = "input",
                  .label = "Cluster",
                  .help = "What is clustered when a file has both tracks and calorimeter hits.",
                  .choices = {"automatic", "tracks", "hits"},
                  .titles = {"Particles, else hits, else tracks", "Tracks", "Calorimeter hits"}})
            .add(&CutSettings::particlePt,
                 {.name = "particle-pt",
                  .label = "Particles p_T >",
                  .unit = "GeV",
                  .help = "Particles at or below this transverse momentum are left out.",
                  .minimum = 0,
                  .maximum = 1000,
                  .step = 0.1})
            .add(&CutSettings::trackPt, {.name = "track-pt",
                                         .label = "Tracks p_T >",
                                         .unit = "GeV",
                                         .help = "Tracks at or below this transverse momentum are left out.",
                                         .minimum = 0,
                                         .maximum = 1000,
                                         .step = 0.1})
            .add(&CutSettings::hitEnergy, {.name = "hit-energy",
                                           .label = "Hits E >",
                                           .unit = "GeV",
                                           .help = "Calorimeter hits at or below this energy are left out.",
                                           .minimum = 0,
                                           .maximum = 1000,
                                           .step = 0.1})
            .add(&CutSettings::jetPt, {.name = "ptmin",
                                       .label = "Jets p_T >",
                                       .unit = "GeV",
                                       .help = "Jets below this transverse momentum are not shown.",
                                       .minimum = 0,
                                       .maximum = 1e5,
                                       .step = 1})
            .add(&CutSettings::absoluteEta,
                 {.name = "max-eta",
                  .label = "|η| <",
                  .help = "Objects further forward are left out; 10 keeps everything.",
                  .minimum = 0.1,
                  .maximum = 10,
                  .step = 0.1});
    return table;
}

namespace {

bool passes(const Particle &particle, const CutSettings &cuts) {
    if (cuts.absoluteEta < 10 && !(std::fabs(particle.momentum.eta()) < cuts.absoluteEta))
        return false;
    switch (particle.kind) {
    case ObjectKind::Particle:
        return cuts.particlePt <= 0 || particle.momentum.pt() > cuts.particlePt;
    case ObjectKind::Track:
        return particle.momentum.pt() > cuts.trackPt;
    case ObjectKind::Hit:
        return particle.momentum.E > cuts.hitEnergy;
    }
    return false;
}

ObjectKind clusteredKind(const Event &event, CutSettings::Input input) {
    auto has = [&](ObjectKind kind) {
        return std::ranges::find(event.particles, kind, &Particle::kind) != event.particles.end();
    };
    switch (input) {
    case CutSettings::Input::Tracks:
        return has(ObjectKind::Track) ? ObjectKind::Track : ObjectKind::Particle;
    case CutSettings::Input::Hits:
        return has(ObjectKind::Hit) ? ObjectKind::Hit : ObjectKind::Particle;
    case CutSettings::Input::Automatic:
        break;
    }
    for (ObjectKind kind : {ObjectKind::Particle, ObjectKind::Hit})
        if (has(kind))
            return kind;
    return ObjectKind::Track;
}

} // namespace

std::vector<int> passing(const Event &event, const CutSettings &cuts) {
    std::vector<int> indices;
    for (std::size_t i = 0; i < event.particles.size(); ++i)
        if (passes(event.particles[i], cuts))
            indices.push_back(static_cast<int>(i));
    return indices;
}

std::vector<int> clusteringInputs(const Event &event, const CutSettings &cuts) {
    const ObjectKind kind = clusteredKind(event, cuts.input);
    std::vector<int> indices = passing(event, cuts);
    std::erase_if(indices, [&](int i) { return event.particles[static_cast<std::size_t>(i)].kind != kind; });
    return indices;
}

} // namespace quincunx
