#include "core/clustering/clustering.h"

#include "core/clustering/catchment.h"
#include "core/clustering/fastjet_lock.h"

#include <fastjet/ClusterSequence.hh>

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

fastjet::JetDefinition jetDefinition(const ClusteringSettings &settings) {
    const std::string &name = settings.algorithm;
    if (name == "durham")
        return fastjet::JetDefinition(fastjet::ee_kt_algorithm);
    if (name == "genkt")
        return fastjet::JetDefinition(fastjet::genkt_algorithm, settings.radius, settings.power);
    const auto algorithm = name == "kt"          ? fastjet::kt_algorithm
                           : name == "cambridge" ? fastjet::cambridge_algorithm
                                                 : fastjet::antikt_algorithm;
    return fastjet::JetDefinition(algorithm, settings.radius);
}

std::vector<fastjet::PseudoJet> pseudoJets(const Event &event, std::span<const int> inputs) {
    std::vector<fastjet::PseudoJet> jets;
    jets.reserve(inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const FourMomentum &p = event.particles.at(static_cast<std::size_t>(inputs[i])).momentum;
        if (!std::isfinite(p.px + p.py + p.pz + p.E) || p.E < 0)
            throw Error("cannot cluster particle " + std::to_string(inputs[i]),
                        "its momentum is not finite or its energy is negative",
                        "correct the file or leave the particle out with a cut");
        jets.emplace_back(p.px, p.py, p.pz, p.E);
        jets.back().set_user_index(static_cast<int>(i));
    }
    return jets;
}

void sortByPt(std::vector<int> &constituents, const Event &event) {
    std::ranges::stable_sort(constituents, std::ranges::greater(), [&](int i) {
        return event.particles[static_cast<std::size_t>(i)].momentum.pt();
    });
}

Jet toJet(const fastjet::PseudoJet &found, const fastjet::ClusterSequence &sequence, const Event &event,
          std::span<const int> inputs) {
    Jet jet;
    jet.momentum = {found.px(), found.py(), found.pz(), found.E()};
    for (const fastjet::PseudoJet &constituent : sequence.constituents(found))
        jet.constituents.push_back(inputs[static_cast<std::size_t>(constituent.user_index())]);
    sortByPt(jet.constituents, event);
    return jet;
}

std::vector<MergeStep> mergeSteps(const fastjet::ClusterSequence &sequence) {
    std::vector<MergeStep> steps;
    const auto &history = sequence.history();
    for (std::size_t i = sequence.n_particles(); i < history.size(); ++i) {
        const auto &element = history[i];
        const int beam = fastjet::ClusterSequence::BeamJet;
        steps.push_back({element.parent1, element.parent2 == beam ? -1 : element.parent2, element.dij});
    }
    return steps;
}

} // namespace

Clustering cluster(const Event &event, std::span<const int> inputs, const ClusteringSettings &settings,
                   double minimumPt) {
    clusterings().at(settings.algorithm);
    ClusteringSettings::table().fromJson(ClusteringSettings::table().toJson(settings)); // in range?

    Clustering result;
    result.inputs.assign(inputs.begin(), inputs.end());
    result.jetOfParticle.assign(event.particles.size(), -1);
    if (inputs.empty())
        return result;

    const auto lock = lockFastJet();
    const bool durham = settings.algorithm == "durham";
    const auto particles = pseudoJets(event, inputs);
    const fastjet::ClusterSequence sequence(particles, jetDefinition(settings));

    const int count = static_cast<int>(particles.size());
    const auto found = durham ? fastjet::sorted_by_E(sequence.exclusive_jets(std::min(settings.jets, count)))
                              : fastjet::sorted_by_pt(sequence.inclusive_jets(minimumPt));
    for (const fastjet::PseudoJet &jet : found)
        result.jets.push_back(toJet(jet, sequence, event, inputs));
    for (std::size_t j = 0; j < result.jets.size(); ++j)
        for (int particle : result.jets[j].constituents)
            result.jetOfParticle[static_cast<std::size_t>(particle)] = static_cast<int>(j);
    result.history = mergeSteps(sequence);
    for (int n = 1; n <= count; ++n)
        result.dmerge.push_back(durham ? sequence.exclusive_ymerge(n) : sequence.exclusive_dmerge(n));
    if (settings.areas && !durham)
        addCatchments(particles, sequence.jet_def(), result);
    return result;
}

Jet wholeJet(const Event &event, std::span<const int> inputs) {
    Jet jet;
    jet.momentum = totalMomentum(event, inputs);
    jet.constituents.assign(inputs.begin(), inputs.end());
    sortByPt(jet.constituents, event);
    return jet;
}

std::string clusteringLibrary() {
    return fastjet::fastjet_version_string();
}

} // namespace quincunx
