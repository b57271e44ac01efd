// Which columns the tables of jets and of particles have.
#include "views/style/colours.h"
#include "views/tables/object_model.h"
#include "views/tables/particle_names.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <numeric>

namespace quincunx {
namespace {

QString objectColumnText(const char *text) {
    return QCoreApplication::translate("ObjectColumns", text);
}

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

void showJets(ObjectModel &model, const std::shared_ptr<const Scene> &scene, const Theme &theme) {
    auto jet = [scene](int k) -> const Jet & { return scene->clustering->jets[static_cast<std::size_t>(k)]; };
    auto momentum = [jet](auto quantity) { return [=](int k) { return (jet(k).momentum.*quantity)(); }; };
    using P = FourMomentum;
    std::vector<ObjectColumn> columns = {
        {objectColumnText("Jet"), objectColumnText("Number of the jet, by falling pT"), true, 0,
         [](int k) { return k + 1.; }},
        {objectColumnText("pT [GeV]"), objectColumnText("Transverse momentum"), true, 1, momentum(&P::pt)},
        {objectColumnText("y"), objectColumnText("Rapidity"), true, 2, momentum(&P::rapidity)},
        {objectColumnText("η"), objectColumnText("Pseudorapidity"), true, 2, momentum(&P::eta)},
        {objectColumnText("φ"), objectColumnText("Azimuth, in radians"), true, 2, momentum(&P::phi)},
        {objectColumnText("m [GeV]"), objectColumnText("Mass"), true, 1, momentum(&P::mass)},
        {objectColumnText("n"), objectColumnText("Number of constituents"), true, 0,
         [jet](int k) { return static_cast<double>(jet(k).constituents.size()); }}};
    const auto &jets = scene->clustering->jets;
    if (std::ranges::any_of(jets, [](const Jet &each) { return each.area > 0; }))
        columns.push_back({objectColumnText("Area"), objectColumnText("Catchment area in the (y, φ) plane"),
                           true, 2, [jet](int k) { return jet(k).area; }});
    std::vector<int> all(jets.size());
    std::iota(all.begin(), all.end(), 0);
    model.reset(std::move(columns), std::move(all), 0, [&theme](int k) { return jetColour(theme, k); });
}

void showParticles(ObjectModel &model, const std::shared_ptr<const Scene> &scene, DisplaySettings::Colour by,
                   const Theme &theme) {
    auto particle = [scene](int k) -> const Particle & {
        return scene->event->particles[static_cast<std::size_t>(k)];
    };
    auto stored = [scene](std::vector<double> Scene::*numbers) {
        return [=](int k) { return ((*scene).*numbers)[static_cast<std::size_t>(k)]; };
    };
    auto jetOf = [scene](int k) {
        const auto &owner = scene->clustering->jetOfParticle;
        return k < static_cast<int>(owner.size()) ? owner[static_cast<std::size_t>(k)] : -1;
    };
    const auto &all = scene->event->particles;
    const bool charges = std::ranges::any_of(all, [](const Particle &p) { return p.charge != 0; });
    const bool names = std::ranges::any_of(all, [](const Particle &p) { return p.pdgId != 0; });
    const bool kinds =
        std::ranges::any_of(all, [](const Particle &p) { return p.kind != ObjectKind::Particle; });
    const bool subEvents = std::ranges::any_of(all, [](const Particle &p) { return p.subEvent != 0; });

    // Columns that the file has nothing for are left out: a panel is narrow.
    std::vector<ObjectColumn> columns = {{objectColumnText("#"),
                                          objectColumnText("Number of the object in the event, from 0"), true,
                                          0, [](int k) { return double(k); }}};
    if (kinds)
        columns.push_back({objectColumnText("Kind"), objectColumnText("What the object is"), false, 0,
                           [particle](int k) { return static_cast<double>(particle(k).kind); },
                           [particle](int k) {
                               const ObjectKind kind = particle(k).kind;
                               return kind == ObjectKind::Track ? objectColumnText("Track")
                                      : kind == ObjectKind::Hit ? objectColumnText("Hit")
                                                                : objectColumnText("Particle");
                           }});
    if (names)
        columns.push_back({objectColumnText("Name"),
                           objectColumnText("Kind of particle, by its PDG number"),
                           false,
                           0,
                           {},
                           [particle](int k) { return particleName(particle(k).pdgId); }});
    columns.push_back(
        {objectColumnText("pT [GeV]"), objectColumnText("Transverse momentum"), true, 2, stored(&Scene::pt)});
    columns.push_back(
        {objectColumnText("η"), objectColumnText("Pseudorapidity"), true, 2, stored(&Scene::eta)});
    columns.push_back(
        {objectColumnText("φ"), objectColumnText("Azimuth, in radians"), true, 2, stored(&Scene::phi)});
    columns.push_back({objectColumnText("E [GeV]"), objectColumnText("Energy"), true, 2,
                       [particle](int k) { return particle(k).momentum.E; }});
    columns.push_back({objectColumnText("Jet"), objectColumnText("The jet that holds the object"), true, 0,
                       [jetOf](int k) { return jetOf(k) < 0 ? nothing : jetOf(k) + 1.; }});
    columns.push_back({objectColumnText("m [GeV]"), objectColumnText("Mass"), true, 3,
                       [particle](int k) { return particle(k).momentum.mass(); }});
    if (charges)
        columns.push_back({objectColumnText("q"), objectColumnText("Charge in units of e"), true, 0,
                           [particle](int k) { return static_cast<double>(particle(k).charge); }});
    if (names)
        columns.push_back(
            {objectColumnText("PDG"),
             objectColumnText("Number of the kind of particle in the Review of Particle Physics"), true, 0,
             [particle](int k) { return static_cast<double>(particle(k).pdgId); }});
    if (subEvents)
        columns.push_back({objectColumnText("Sub-event"),
                           objectColumnText("0: hard scatter; others: pile-up, in the order of the file"),
                           true, 0, [particle](int k) { return static_cast<double>(particle(k).subEvent); }});
    model.reset(std::move(columns), scene->visible, 0,
                [scene, by, &theme](int k) { return particleColour(theme, *scene, by, k); });
}

} // namespace quincunx
