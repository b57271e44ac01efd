#pragma once

#include "core/base/random.h"
#include "core/trellis/similarity.h"

namespace quincunx {

/// What a made-up experiment on gene expression depends on.
struct ExpressionSettings {
    int samples = 60; ///< shared out evenly among the subtypes
    int genes = 300;
    double subtype = 0.8; ///< spread of what the two subtypes of a lineage differ by, in units of what
                          ///< lineages differ by
    double noise = 1.2;   ///< of each sample, in the same units
};

/// A table as one would get from gene expression: samples of six subtypes in three lineages, A1, A2, B1, B2,
/// C1, C2, which are its groups. The expression of a gene is normal for a lineage, plus a normal deviation
/// for a subtype, plus noise of the sample; the similarity of two samples is Pearson's correlation over all
/// genes. \throws Error if there are less than six samples or two genes.
SimilarityTable expressionTable(const ExpressionSettings &settings, RandomEngine &random);

} // namespace quincunx
