#include "core/io/export/table.h"

#include <algorithm>

namespace quincunx {

namespace {

template <class Items, class Value>
Table::Column column(std::string name, const Items &items, Value value) {
    std::vector<std::decay_t<decltype(value(*items.begin()))>> cells;
    for (const auto &item : items)
        cells.push_back(value(item));
    return {std::move(name), std::move(cells)};
}

} // namespace

std::size_t Table::rows() const {
    return columns.empty()
               ? 0
               : std::visit([](const auto &cells) { return cells.size(); }, columns.front().cells);
}

Table particleTable(const Event &event) {
    const auto &all = event.particles;
    Table table{{column("px", all, [](const Particle &p) { return p.momentum.px; }),
                 column("py", all, [](const Particle &p) { return p.momentum.py; }),
                 column("pz", all, [](const Particle &p) { return p.momentum.pz; }),
                 column("E", all, [](const Particle &p) { return p.momentum.E; }),
                 column("pid", all, [](const Particle &p) { return double(p.pdgId); }),
                 column("charge", all, [](const Particle &p) { return double(p.charge); }),
                 column("kind", all, [](const Particle &p) { return std::string(kindName(p.kind)); })}};
    if (event.subEvents.size() > 1)
        table.columns.push_back(
            column("sub_event", all, [](const Particle &p) { return double(p.subEvent); }));
    return table;
}

Table jetTable(const Clustering &clustering) {
    const auto &jets = clustering.jets;
    Table table{{column("pt", jets, [](const Jet &j) { return j.momentum.pt(); }),
                 column("eta", jets, [](const Jet &j) { return j.momentum.eta(); }),
                 column("y", jets, [](const Jet &j) { return j.momentum.rapidity(); }),
                 column("phi", jets, [](const Jet &j) { return j.momentum.phi(); }),
                 column("m", jets, [](const Jet &j) { return j.momentum.mass(); }),
                 column("E", jets, [](const Jet &j) { return j.momentum.E; }),
                 column("constituents", jets, [](const Jet &j) { return double(j.constituents.size()); })}};
    if (std::ranges::any_of(jets, [](const Jet &j) { return j.area > 0; }))
        table.columns.push_back(column("area", jets, [](const Jet &j) { return j.area; }));
    return table;
}

const char *kindName(ObjectKind kind) {
    return kind == ObjectKind::Particle ? "particle" : kind == ObjectKind::Track ? "track" : "hit";
}

} // namespace quincunx
