#pragma once

#include "core/clustering/clustering.h"
#include "core/event/event.h"

#include <string>
#include <variant>
#include <vector>

namespace quincunx {

/// Named columns of equal length, numbers or texts: what can be exported.
struct Table {
    struct Column {
        std::string name;
        std::variant<std::vector<double>, std::vector<std::string>> cells;
    };
    std::vector<Column> columns;

    std::size_t rows() const;
};

/// px, py, pz, E [GeV], pid, charge, kind ("particle", "track", "hit"), and sub_event if there are several. A
/// CSV of it opens again as the same particles.
Table particleTable(const Event &event);

/// pt, eta, y, phi, m, E [GeV], constituents, and area if there are areas; by falling pT.
Table jetTable(const Clustering &clustering);

/// "particle", "track", "hit".
const char *kindName(ObjectKind kind);

} // namespace quincunx
