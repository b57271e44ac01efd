#include "core/trellis/densities.h"

#include "core/trellis/ginkgo_density.h"
#include "core/trellis/similarity_cost.h"

namespace quincunx {
namespace {

using Needs = SplittingDensity::Needs;

auto ginkgo(GinkgoConvention convention) {
    return [convention](const LeafData &data) {
        return std::make_shared<const GinkgoDensity>(convention, data.momenta, data.settings);
    };
}

template <class Cost>
std::shared_ptr<const Splitting> cost(const LeafData &data) {
    return std::make_shared<const Cost>(data.table);
}

Registry<SplittingDensity> &registry() {
    static auto all = [] {
        Registry<SplittingDensity> known("splitting density");
        known.add(
            {{"exact", "Exact", "The density of the leaf momenta that the Ginkgo generator implies.",
              "Cranmer, Macaluso, Pappadopulo, Toy generative model for jets; with the decay's phase space"},
             Needs::Momenta,
             ginkgo(GinkgoConvention::Exact)});
        known.add({{"published", "Published",
                    "The convention behind the published tables: leaves count as massless.",
                    "Greenberg et al., AISTATS 2021, arXiv:2002.11661"},
                   Needs::Momenta,
                   ginkgo(GinkgoConvention::Published)});
        known.add({{"ginkgo", "Ginkgo code", "The convention of the generator's public code.",
                    "Cranmer, Macaluso, Pappadopulo, Toy generative model for jets (Ginkgo)"},
                   Needs::Momenta,
                   ginkgo(GinkgoConvention::Ginkgo)});
        known.add({{"dasgupta", "Dasgupta cost", "Similar things part late, in small clusters.",
                    "Dasgupta, STOC 2016, arXiv:1510.05043"},
                   Needs::Similarities,
                   cost<DasguptaCost>});
        known.add({{"correlation", "Hierarchical correlation",
                    "Things of negative weight part early, those of positive weight late.",
                    "Greenberg et al., AISTATS 2021, arXiv:2002.11661"},
                   Needs::Similarities,
                   cost<CorrelationCost>});
        return known;
    }();
    return all;
}

} // namespace

const Registry<SplittingDensity> &densities() {
    return registry();
}

void addDensity(SplittingDensity density) {
    if (registry().find(density.name))
        throw Error("cannot add the splitting density '" + density.name + "'", "the name is taken",
                    "give it another name");
    registry().add(std::move(density));
}

std::shared_ptr<const Splitting> makeSplitting(const std::string &density, const LeafData &data) {
    const SplittingDensity &entry = densities().at(density);
    const Needs given = data.momenta.empty() ? Needs::Similarities : Needs::Momenta;
    if (entry.needs != given)
        throw Error(
            "cannot score with '" + density + "'",
            given == Needs::Momenta ? "it needs a table of similarities and this is a jet"
                                    : "it needs the momenta of a jet and this is a table of similarities",
            given == Needs::Momenta ? "choose exact, published or ginkgo" : "choose dasgupta or correlation");
    return entry.make(data);
}

} // namespace quincunx
