#pragma once

#include "core/base/settings.h"
#include "core/ginkgo/ginkgo_settings.h"

namespace quincunx {

/// Of what the trees workspace makes trees, how they are scored and searched for. The generated jet and the
/// generated table are fixed by their seed.
struct TreesSettings {
    enum class Source { Ginkgo, Jet, Expression, Table };

    Source source = Source::Ginkgo;
    std::string kind = "qcd"; ///< of the Ginkgo jet: a name in ginkgoKinds()
    int seed = 1;             ///< of what is generated
    int leaves = 9;           ///< that a Ginkgo jet must have
    int subjets = 12;         ///< into which other leaves are joined first; 0: they are taken as they are
    std::string density = "exact"; ///< for momenta: a name in densities()
    std::string cost = "dasgupta"; ///< for tables: a name in densities()
    double lambda = 1.5;           ///< of the density; see GinkgoSettings
    double lambdaRoot = 1.5;
    double tCut = 16; ///< [GeV²]
    int beamWidth = 20;
    int samples = 500;  ///< trees drawn from the posterior
    bool aStar = false; ///< look for the best tree with A* too

    /// λ, λ_root and t_cut as densities want them.
    GinkgoSettings rates() const;

    static const SettingsTable<TreesSettings> &table();
    bool operator==(const TreesSettings &) const = default;
};

/// How the trees are shown. Changes nothing that is computed.
struct TreesDisplay {
    enum class Height { Mass, Leaves };
    enum class Reference { Map, Truth };
    enum class Depth { Posterior, Reference };

    bool truth = true, greedy = true, beam = true, map = true; ///< which trees
    bool kt = false, cambridge = false, antikt = false;
    Height height = Height::Mass;         ///< what the height of a node says
    Reference reference = Reference::Map; ///< with what trees are compared
    Depth depthOf = Depth::Posterior;     ///< of which trees the depth of common ancestors is shown
    int trellisStep = 0;                  ///< sums of the recursion that are done in the graph; 0: all

    static const SettingsTable<TreesDisplay> &table();
    bool operator==(const TreesDisplay &) const = default;
};

} // namespace quincunx
