#include "core/clustering/catchment.h"

#include <fastjet/ClusterSequenceActiveAreaExplicitGhosts.hh>

namespace quincunx {

void addCatchments(const std::vector<fastjet::PseudoJet> &particles, const fastjet::JetDefinition &definition,
                   Clustering &clustering) {
    constexpr double maximumRapidity = 6, ghostArea = 0.01;
    fastjet::GhostedAreaSpec ghosts(maximumRapidity, 1, ghostArea);
    ghosts.set_random_status({20021, 661}); // any fixed pair: areas must not change from call to call
    const fastjet::ClusterSequenceActiveAreaExplicitGhosts sequence(particles, definition, ghosts);
    clustering.ghostArea = ghosts.actual_ghost_area();

    for (const fastjet::PseudoJet &jet : sequence.inclusive_jets()) {
        // Ghosts change no jet, so the jet of any real constituent says which one this is.
        int owner = -1;
        std::vector<std::array<double, 2>> catchment;
        for (const fastjet::PseudoJet &constituent : sequence.constituents(jet)) {
            if (sequence.is_pure_ghost(constituent))
                catchment.push_back({constituent.rap(), constituent.phi_std()});
            else if (owner < 0)
                owner = clustering.jetOfParticle[static_cast<std::size_t>(
                    clustering.inputs[static_cast<std::size_t>(constituent.user_index())])];
        }
        if (owner < 0)
            continue;
        Jet &known = clustering.jets[static_cast<std::size_t>(owner)];
        known.area = sequence.area(jet);
        known.catchment = std::move(catchment);
    }
}

} // namespace quincunx
