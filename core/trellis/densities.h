#pragma once

#include "core/base/registry.h"
#include "core/event/four_momentum.h"
#include "core/ginkgo/ginkgo_settings.h"
#include "core/trellis/similarity.h"
#include "core/trellis/splitting.h"

#include <functional>
#include <memory>
#include <vector>

namespace quincunx {

/// What trees are to be made of: the momenta of a jet, or a table of similarities.
struct LeafData {
    std::vector<FourMomentum> momenta; ///< [GeV]
    GinkgoSettings settings;           ///< λ, λ_root, t_cut, for densities of showers
    SimilarityTable table;             ///< of no size if there are momenta
};

/// A way to score splits, by name.
struct SplittingDensity : Description {
    enum class Needs { Momenta, Similarities };
    Needs needs;
    std::function<std::shared_ptr<const Splitting>(const LeafData &)> make;
};

/// `exact` (the default), `published`, `ginkgo`; `dasgupta`, `correlation`; and what plugins have added.
const Registry<SplittingDensity> &densities();

/// Adds one, from then on known everywhere by its name. For program start: not while others look names up.
/// \throws Error if the name is taken.
void addDensity(SplittingDensity density);

/// The splitting score of that name for these leaves.
/// \throws Error if there is none, or if it needs momenta and the data is a table, or the other way round.
std::shared_ptr<const Splitting> makeSplitting(const std::string &density, const LeafData &data);

} // namespace quincunx
