#include "core/substructure/jet_analysis.h"

#include <algorithm>

namespace quincunx {
namespace {

void groom(JetSubstructure &jet, double zCut) {
    jet.softDrop.clear();
    for (double beta : {0.0, 1.0, 2.0})
        jet.softDrop.push_back(softDrop(jet.lund, zCut, beta, jet.radius));
}

void correlate(JetSubstructure &jet, double beta) {
    for (SubjetAxes axes : {SubjetAxes::Kt, SubjetAxes::OnePassKt, SubjetAxes::OnePassWtaKt})
        jet.tau[static_cast<std::size_t>(axes)] = nSubjettiness(jet.momenta, axes, beta, jet.radius);
    jet.correlators = energyCorrelators(jet.momenta, beta);
}

/// What depends on nothing but the constituents and the radius.
JetSubstructure constituents(const Event &event, std::span<const int> particles, double radius) {
    JetSubstructure jet;
    jet.radius = radius;
    jet.particles.assign(particles.begin(), particles.end());
    auto momentum = [&](int i) -> const FourMomentum & {
        return event.particles.at(static_cast<std::size_t>(i)).momentum;
    };
    std::ranges::stable_sort(jet.particles, std::ranges::greater(), [&](int i) { return momentum(i).pt(); });
    for (int i : jet.particles) {
        jet.momenta.push_back(momentum(i));
        jet.total += momentum(i);
    }
    return jet;
}

std::shared_ptr<const JetSubstructure> substructure(const Event &event, std::span<const int> particles,
                                                    double radius, const JetSettings &settings,
                                                    const JetAnalysis *previous) {
    JetSubstructure jet = constituents(event, particles, radius);
    if (previous && previous->substructure->radius == radius &&
        previous->substructure->particles == jet.particles &&
        previous->substructure->momenta == jet.momenta) {
        const bool sameCut = previous->settings.zCut == settings.zCut;
        const bool sameBeta = previous->settings.beta == settings.beta;
        if (sameCut && sameBeta)
            return previous->substructure;
        jet = *previous->substructure;
        if (!sameCut)
            groom(jet, settings.zCut);
        if (!sameBeta)
            correlate(jet, settings.beta);
    } else {
        jet.lund = lundTree(jet.momenta);
        jet.pairs = PairDistances(jet.momenta);
        groom(jet, settings.zCut);
        correlate(jet, settings.beta);
        jet.rawImage = jetImage(jet.momenta, ImagePreprocessing::Raw);
        jet.alignedImage = jetImage(jet.momenta, ImagePreprocessing::Aligned);
    }
    return std::make_shared<const JetSubstructure>(std::move(jet));
}

} // namespace

JetAnalysis analyseJet(const Event &event, std::span<const int> particles, double radius,
                       const JetSettings &settings, const JetAnalysis *previous) {
    JetAnalysis analysis;
    analysis.settings = settings;
    analysis.substructure = substructure(event, particles, radius, settings, previous);
    const JetSubstructure &jet = *analysis.substructure;
    analysis.adjacency = jet.pairs.adjacency(settings.alpha, radius, settings.angular);
    if (previous && previous->substructure == analysis.substructure &&
        previous->settings.alpha == settings.alpha) {
        analysis.tree = previous->tree;
        analysis.nodeMomenta = previous->nodeMomenta;
    } else {
        analysis.tree = clusterTree(jet.momenta, settings.alpha);
        analysis.nodeMomenta = nodeMomenta(analysis.tree, jet.momenta);
    }
    return analysis;
}

} // namespace quincunx
