#pragma once

#include "core/session/jet_display.h"
#include "core/substructure/jet_analysis.h"

namespace quincunx {

/// Which constituent stands in which row and column of the matrix.
struct RowOrder {
    std::vector<int> constituents; ///< of the rows
    std::vector<int> rows;         ///< of the constituents
    std::vector<double> keys;      ///< of the rows: what tells them apart, pT [GeV] or ΔR to the axis

    RowOrder() = default;
    /// By falling pT; as the leaves of the tree stand, harder branches first; by rising ΔR to the jet's axis.
    RowOrder(const JetAnalysis &jet, JetDisplay::RowOrder order);
};

} // namespace quincunx
