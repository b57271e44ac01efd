#include "views/document/scene_maker.h"

#include "core/substructure/branches.h"
#include "core/substructure/jet_analysis.h"

namespace quincunx {
namespace {

bool wantsCatchments(const Session &session) {
    return session.display.jetShape == DisplaySettings::JetShape::Catchment; // found only when they are drawn
}

void takeEvent(Scene &scene, std::shared_ptr<const Event> event) {
    scene.event = std::move(event);
    for (const Particle &particle : scene.event->particles) {
        scene.pt.push_back(particle.momentum.pt());
        scene.eta.push_back(particle.momentum.eta());
        scene.phi.push_back(particle.momentum.phi());
    }
}

void findJets(Scene &scene, const Session &session) {
    scene.visible = passing(*scene.event, session.cuts);
    ClusteringSettings clustering = session.clustering;
    clustering.areas |= wantsCatchments(session);
    try {
        scene.clustering = std::make_shared<Clustering>(cluster(
            *scene.event, clusteringInputs(*scene.event, session.cuts), clustering, session.cuts.jetPt));
    } catch (const Error &error) {
        scene.error = error.what(); // the particles are still worth seeing
    }
}

/// The constituents of the jet under the microscope: of a file of jets, all there is.
const std::vector<int> *constituents(const Scene &scene, int jet) {
    if (scene.event->isJet)
        return scene.clustering->inputs.empty() ? nullptr : &scene.clustering->inputs;
    const auto &jets = scene.clustering->jets;
    return jets.empty() ? nullptr
                        : &jets[std::min(static_cast<std::size_t>(jet), jets.size() - 1)].constituents;
}

void analyse(Scene &scene, const Session &session, const JetAnalysis *previous) {
    const std::vector<int> *particles = constituents(scene, session.jet);
    if (!particles) {
        scene.jetError = "No jet passes the cuts";
        return;
    }
    try {
        scene.jet = std::make_shared<JetAnalysis>(
            analyseJet(*scene.event, *particles, session.clustering.radius, session.jetSettings, previous));
    } catch (const Error &error) {
        scene.jetError = error.what();
    }
}

void colourBranches(Scene &scene, int count) {
    if (!scene.jet || count <= 1)
        return;
    scene.branchOfParticle.assign(scene.event->particles.size(), -1);
    const std::vector<int> branches = branchesOf(scene.jet->tree, scene.jet->nodeMomenta, count);
    for (std::size_t i = 0; i < branches.size(); ++i)
        scene.branchOfParticle[static_cast<std::size_t>(scene.jet->substructure->particles[i])] = branches[i];
}

} // namespace

bool sameEvent(const Session &a, const Session &b) {
    const bool noneA = a.file < 0, noneB = b.file < 0;
    if (noneA || noneB)
        return noneA && noneB;
    return a.path() == b.path() && a.event == b.event;
}

bool sameJets(const Session &a, const Session &b) {
    return sameEvent(a, b) && a.clustering == b.clustering && a.cuts == b.cuts &&
           wantsCatchments(a) == wantsCatchments(b);
}

bool sameJet(const Session &a, const Session &b) {
    return sameJets(a, b) && a.jet == b.jet && a.jetSettings == b.jetSettings &&
           a.jetDisplay.branches == b.jetDisplay.branches;
}

std::shared_ptr<const Scene> makeScene(const SceneOrder &order, EventFile *file, const Progress &progress) {
    const Session &session = order.session, &before = order.previousSession;
    const bool hasPrevious = order.previous && order.previous->error.empty();
    auto scene = std::make_shared<Scene>();
    if (hasPrevious && sameJets(before, session)) {
        *scene = *order.previous;
        scene->jet = nullptr;
        scene->jetError.clear();
        scene->branchOfParticle.clear();
    } else if (file) {
        if (hasPrevious && sameEvent(before, session)) {
            scene->event = order.previous->event;
            scene->pt = order.previous->pt;
            scene->eta = order.previous->eta;
            scene->phi = order.previous->phi;
        } else {
            takeEvent(*scene, std::make_shared<Event>(file->read(static_cast<std::size_t>(session.event))));
        }
        progress.check();
        findJets(*scene, session);
    }
    scene->clusteringUsed = session.clustering;
    scene->cutsUsed = session.cuts;
    if (order.withJet && file) {
        progress.check();
        const bool sameParticles = hasPrevious && sameJets(before, session);
        analyse(*scene, session, sameParticles ? order.previous->jet.get() : nullptr);
        colourBranches(*scene, session.jetDisplay.branches);
    }
    return scene;
}

} // namespace quincunx
