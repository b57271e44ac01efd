#include "views/matrix/row_order.h"

#include "core/trees/leaf_order.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace quincunx {

RowOrder::RowOrder(const JetAnalysis &jet, JetDisplay::RowOrder order) {
    const auto &momenta = jet.substructure->momenta;
    const FourMomentum &axis = jet.substructure->total;
    auto angle = [&](const FourMomentum &p) {
        return std::hypot(p.rapidity() - axis.rapidity(), wrapPhi(p.phi() - axis.phi()));
    };
    std::vector<double> keyOf;
    for (const FourMomentum &p : momenta)
        keyOf.push_back(order == JetDisplay::RowOrder::Angle ? angle(p) : p.pt());

    if (order == JetDisplay::RowOrder::Tree) {
        std::vector<double> weights;
        for (const FourMomentum &p : jet.nodeMomenta)
            weights.push_back(p.pt());
        constituents = heavierFirst(jet.tree, weights);
    } else { // constituents are numbered by falling pT
        constituents.resize(momenta.size());
        std::iota(constituents.begin(), constituents.end(), 0);
        if (order == JetDisplay::RowOrder::Angle)
            std::ranges::stable_sort(constituents, {},
                                     [&](int i) { return keyOf[static_cast<std::size_t>(i)]; });
    }
    rows.resize(constituents.size());
    for (std::size_t row = 0; row < constituents.size(); ++row) {
        const auto i = static_cast<std::size_t>(constituents[row]);
        rows[i] = static_cast<int>(row);
        keys.push_back(keyOf[i]);
    }
}

} // namespace quincunx
