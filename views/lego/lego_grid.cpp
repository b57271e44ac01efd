#include "views/lego/lego_grid.h"

#include "views/geometry/towers.h"

#include <algorithm>

namespace quincunx {
namespace {

constexpr double fullTurn = 2 * std::numbers::pi;

// Objects of a cell with equal keys form a segment.
int keyOf(const Scene &scene, DisplaySettings::Colour colour, std::size_t particle) {
    const Particle &p = scene.event->particles[particle];
    switch (colour) {
    case DisplaySettings::Colour::Jet: {
        if (const int branch = scene.branchOf(particle); branch >= 0)
            return -2 - branch; // apart from the jets
        const auto &jets = scene.clustering->jetOfParticle;
        return particle < jets.size() ? jets[particle] : -1;
    }
    case DisplaySettings::Colour::Kind:
        if (p.kind == ObjectKind::Hit && p.detail >= 0)
            return 10 + static_cast<int>(scene.event->cells[static_cast<std::size_t>(p.detail)].part);
        return 2 * static_cast<int>(p.kind) + (p.charge != 0);
    case DisplaySettings::Colour::SubEvent:
        return p.subEvent;
    case DisplaySettings::Colour::Momentum:
        break;
    }
    return 0;
}

} // namespace

LegoGrid::LegoGrid(const Scene &scene, DisplaySettings::Colour colour)
    : m_cellOf(scene.event->particles.size(), -1) {
    const std::vector<int> &taken =
        scene.clustering->inputs.empty() ? scene.visible : scene.clustering->inputs;
    double farthest = 0;
    for (int i : taken)
        if (const double eta = std::fabs(scene.eta[static_cast<std::size_t>(i)]); eta < 5)
            farthest = std::max(farthest, eta);
    etaRange = std::clamp(std::floor(2 * farthest + 1) / 2, 2.5, 5.0);

    struct Entry {
        int cell, key, particle;
        double et;
    };
    std::vector<Entry> entries;
    for (int i : taken) {
        const auto index = static_cast<std::size_t>(i);
        const int column = columnAt(scene.eta[index]);
        if (column < 0)
            ++beyond;
        else
            entries.push_back({rowAt(scene.phi[index]) * columns() + column, keyOf(scene, colour, index), i,
                               transverseEnergy(scene.event->particles[index])});
    }
    std::ranges::sort(entries, [](const Entry &a, const Entry &b) {
        return std::tie(a.cell, a.key, b.et, a.particle) < std::tie(b.cell, b.key, a.et, b.particle);
    });
    double hardest = 0;
    for (std::size_t k = 0; k < entries.size(); ++k) {
        const Entry &entry = entries[k];
        if (k == 0 || entry.cell != entries[k - 1].cell) {
            cells.push_back({entry.cell % columns(), entry.cell / columns(), 0, {}, -1});
            hardest = -1;
        }
        LegoCell &cell = cells.back();
        if (cell.segments.empty() || entry.key != entries[k - 1].key)
            cell.segments.emplace_back();
        cell.segments.back().et += entry.et;
        cell.segments.back().particles.push_back(entry.particle);
        cell.et += entry.et;
        if (entry.et > hardest) {
            hardest = entry.et;
            cell.hardest = entry.particle;
        }
        m_cellOf[static_cast<std::size_t>(entry.particle)] = static_cast<int>(cells.size()) - 1;
    }
    for (LegoCell &cell : cells) {
        std::ranges::stable_sort(cell.segments, std::greater(), &LegoSegment::et);
        double sum = 0;
        for (LegoSegment &segment : cell.segments) {
            segment.bottom = cell.et > 0 ? sum / cell.et : 0;
            sum += segment.et;
            segment.top = cell.et > 0 ? sum / cell.et : 0;
        }
        highest = std::max(highest, cell.et);
    }
}

int LegoGrid::columns() const {
    return static_cast<int>(std::lround(2 * etaRange / etaWidth));
}

double LegoGrid::phiOf(int row) {
    return -std::numbers::pi + row * fullTurn / rows;
}

int LegoGrid::columnAt(double eta) const {
    if (!(std::fabs(eta) < etaRange))
        return -1;
    return std::clamp(static_cast<int>(std::floor((eta + etaRange) / etaWidth)), 0, columns() - 1);
}

int LegoGrid::rowAt(double phi) {
    const double fraction = (phi + std::numbers::pi) / fullTurn;
    return std::min(static_cast<int>((fraction - std::floor(fraction)) * rows), rows - 1);
}

int LegoGrid::cellOf(int particle) const {
    return particle >= 0 && particle < static_cast<int>(m_cellOf.size())
               ? m_cellOf[static_cast<std::size_t>(particle)]
               : -1;
}

} // namespace quincunx
