#include "core/substructure/jet_tree.h"

#include "core/base/error.h"
#include "core/clustering/fastjet_lock.h"

#include <fastjet/ClusterSequence.hh>

#include <algorithm>
#include <cmath>
#include <limits>

namespace quincunx {
namespace {

void requireUsable(std::span<const FourMomentum> momenta) {
    if (momenta.empty())
        throw Error("cannot take a jet apart", "it has no constituent", "choose a jet with constituents");
    for (std::size_t i = 0; i < momenta.size(); ++i) {
        const FourMomentum &p = momenta[i];
        if (!std::isfinite(p.px + p.py + p.pz + p.E) || p.E < 0)
            throw Error("cannot take a jet apart",
                        "the momentum of constituent " + std::to_string(i) +
                            " is not finite or its energy is negative",
                        "correct the file or leave the particle out with a cut");
    }
}

} // namespace

Tree clusterTree(std::span<const FourMomentum> momenta, double alpha, Recombination recombination) {
    requireUsable(momenta);
    const int n = static_cast<int>(momenta.size());
    const auto lock = lockFastJet();
    const double radius = fastjet::JetDefinition::max_allowable_R;
    const fastjet::JetDefinition definition(fastjet::genkt_algorithm, radius, alpha,
                                            recombination == Recombination::EScheme ? fastjet::E_scheme
                                                                                    : fastjet::WTA_pt_scheme);
    std::vector<fastjet::PseudoJet> particles;
    particles.reserve(momenta.size());
    for (const FourMomentum &p : momenta)
        particles.emplace_back(p.px, p.py, p.pz, p.E);
    const fastjet::ClusterSequence sequence(particles, definition);

    std::vector<Merge> merges;
    std::vector<int> nodeOf; // of each step of FastJet's history, which also has steps that make a jet final
    std::vector<int> complete;
    const auto &history = sequence.history();
    for (std::size_t step = 0; step < history.size(); ++step) {
        const auto &element = history[step];
        if (step < momenta.size()) {
            nodeOf.push_back(static_cast<int>(step));
        } else if (element.parent2 == fastjet::ClusterSequence::BeamJet) {
            complete.push_back(nodeOf[static_cast<std::size_t>(element.parent1)]);
            nodeOf.push_back(-1);
        } else {
            nodeOf.push_back(n + static_cast<int>(merges.size()));
            merges.push_back({nodeOf[static_cast<std::size_t>(element.parent1)],
                              nodeOf[static_cast<std::size_t>(element.parent2)],
                              std::min(element.dij * radius * radius, std::numeric_limits<double>::max())});
        }
    }
    int whole = complete.front();
    for (std::size_t k = 1; k < complete.size(); ++k) { // what lies along the beam
        merges.push_back({whole, complete[k], std::numeric_limits<double>::max()});
        whole = n + static_cast<int>(merges.size()) - 1;
    }
    return Tree(n, merges);
}

std::vector<FourMomentum> nodeMomenta(const Tree &tree, std::span<const FourMomentum> leaves) {
    std::vector<FourMomentum> momenta(leaves.begin(), leaves.end());
    momenta.reserve(static_cast<std::size_t>(tree.nodeCount()));
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k)
        momenta.push_back(momenta[static_cast<std::size_t>(tree.node(k).left)] +
                          momenta[static_cast<std::size_t>(tree.node(k).right)]);
    return momenta;
}

} // namespace quincunx
