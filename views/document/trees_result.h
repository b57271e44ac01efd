#pragma once

#include "core/session/trees_settings.h"
#include "core/trellis/densities.h"
#include "core/trellis/likelihood_scan.h"
#include "core/trellis/sparse_trellis.h"
#include "core/trellis/trellis.h"

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace quincunx {

/// What the trees workspace makes trees of, ready to be scored and named.
struct TreeLeaves {
    LeafData data;
    Tree truth;                      ///< without a leaf if it is not known
    std::vector<std::string> labels; ///< one for each leaf
    std::vector<int> groups;         ///< what each leaf is coloured by; −1: mixed
    std::vector<std::string> groupNames;
    std::vector<std::vector<int>> particles; ///< of the event, that each leaf is; empty if they are of none
    std::string title;                       ///< "Ginkgo QCD, seed 1"
    std::string labelTitle;                  ///< what the labels are: "leaves: pT of subjets [GeV]"
    std::string joined;                      ///< "36 constituents as 12 kT subjets"; empty if nothing was

    int size() const { return static_cast<int>(labels.size()); }
};

/// A tree and how it was found.
struct FoundTree {
    std::string method; ///< in treeSearches(); or `sparse`, `linkage`
    std::string title;
    Tree tree;
    std::vector<Cluster> clusters; ///< of its nodes
    std::vector<double> splits;    ///< ψ of its inner nodes, in their order
    double logLikelihood = -std::numeric_limits<double>::infinity();
    double splitsScored = 0;
    double seconds = 0;
};

struct WeighedCluster {
    Cluster cluster = 0;
    double probability = 0;
};

/// What the views of the trees workspace draw. Immutable; made on a worker. What is not known yet, or cannot
/// be, is empty or NaN.
struct TreesResult {
    TreesSettings settings;
    TreeLeaves leaves;
    std::shared_ptr<const Splitting> splitting;
    std::vector<FoundTree> trees; ///< in the order of treeSearches(), whether shown or not
    std::vector<int> order;       ///< the leaves from left to right, in all views

    std::shared_ptr<const Trellis> trellis;                 ///< null if there are too many leaves
    std::vector<double> clusterProbabilities;               ///< of the trellis, by cluster
    std::shared_ptr<const SparseTrellis> sparse;            ///< instead of it
    double logZ = std::numeric_limits<double>::quiet_NaN(); ///< a lower bound if sparse
    double finiteTrees = std::numeric_limits<double>::quiet_NaN();
    double entropy = std::numeric_limits<double>::quiet_NaN();
    std::vector<WeighedCluster> likely; ///< most probable first, without leaves and the whole
    std::vector<Tree> samples;
    std::vector<double> sampleScores;
    Tree consensus; ///< of the samples

    std::optional<LikelihoodScan> scan; ///< around the rates of the density; none for a table

    std::string waiting; ///< what has not been computed yet, and how it will be; empty if nothing is missing

    const FoundTree *find(const std::string &method) const;
    /// What the others are compared with: that of the display, else the best there is. Null without trees.
    const FoundTree *reference(TreesDisplay::Reference wanted) const;
    /// Those that the display asks for.
    std::vector<const FoundTree *> shown(const TreesDisplay &display) const;
    /// P of a cluster; NaN if nothing is known.
    double probability(Cluster cluster) const;
    /// The name of what scores its splits.
    const std::string &density() const {
        return leaves.data.momenta.empty() ? settings.cost : settings.density;
    }
    bool isJet() const { return !leaves.particles.empty(); }
};

} // namespace quincunx
