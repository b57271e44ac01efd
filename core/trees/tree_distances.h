#pragma once

#include "core/base/registry.h"
#include "core/trees/tree.h"

#include <functional>
#include <span>

namespace quincunx {

/// How much a clade counts, given its leaves; a posterior probability for instance.
using CladeWeight = std::function<double(std::span<const int> leaves)>;

/// A way to say how far two trees over the same leaves are apart, by name.
struct TreeDistance : Description {
    enum class Sense { Distance, Similarity }; ///< same trees have 0, or 1
    Sense sense;
    /// \param weight used by `weighted_robinson_foulds` alone; every clade counts 1 if it is empty.
    std::function<double(const Tree &, const Tree &, const CladeWeight &weight)> measure;
};

/// `robinson_foulds`, `weighted_robinson_foulds`, `triplet`, `clustering_information`, `cophenetic`,
/// `bakers_gamma`, `shared_clades`. All throw Error if the trees have different numbers of leaves.
const Registry<TreeDistance> &treeDistances();

/// Σ of the weights of the clades that one tree has and the other has not.
double weightedRobinsonFoulds(const Tree &a, const Tree &b, const CladeWeight &weight);

/// The share of the n(n−1)(n−2)/6 triples of leaves of which the trees join different pairs first; 0 with
/// less than three leaves. Cost: n² by counting, for each pair of nodes, the triples that both resolve alike.
double tripletDistance(const Tree &a, const Tree &b);

/// 1 − MCI/((H_a+H_b)/2) in [0, 1]: what the clades of one tree tell of those of the other. Clades, of p n
/// leaves, count as two-part clusterings with entropy H(p); MCI is the largest sum of mutual information over
/// matchings of the clades of both trees. 0 with less than three leaves. Cost: n³.
/// Source: Smith, Bioinformatics 36 (2020) 5007, eq. 2–5, for clades of rooted trees.
double clusteringInformationDistance(const Tree &a, const Tree &b);

/// Pearson's correlation over pairs of leaves of the heights at which the trees join them (Sokal, Rohlf,
/// Taxon 11 (1962) 33). NaN if all heights of one tree are equal. Cost: n².
double copheneticCorrelation(const Tree &a, const Tree &b);

/// Spearman's correlation over pairs of leaves of the number of groups that a cut of the tree has when it
/// first parts them (Baker, J. Am. Stat. Assoc. 69 (1974) 440, as in R's dendextend). Depends on the order of
/// the heights alone. NaN with less than three leaves.
double bakersGamma(const Tree &a, const Tree &b);

/// The share of the n−2 clades between leaf and root that both trees have; 1 with less than three leaves.
double sharedClades(const Tree &a, const Tree &b);

} // namespace quincunx
