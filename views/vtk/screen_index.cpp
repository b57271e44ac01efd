#include "views/vtk/screen_index.h"

#include <algorithm>

namespace quincunx {

void ScreenIndex::rebuild(const std::vector<Anchor> &anchors, const ScreenProjection &projection) {
    const QSizeF size = projection.viewport();
    m_columns = static_cast<int>(size.width() / bucket) + 1;
    m_rows = static_cast<int>(size.height() / bucket) + 1;

    std::vector<Entry> seen;
    std::vector<int> buckets;
    seen.reserve(anchors.size());
    buckets.reserve(anchors.size());
    m_starts.assign(static_cast<std::size_t>(m_columns * m_rows) + 1, 0);
    for (const Anchor &anchor : anchors) {
        const ScreenProjection::Place at = projection.place(anchor.point);
        if (!(at.depth > 0 && at.x >= 0 && at.y >= 0 && at.x < size.width() && at.y < size.height()))
            continue;
        seen.push_back({static_cast<float>(at.x), static_cast<float>(at.y), static_cast<float>(at.depth),
                        anchor.target});
        buckets.push_back(static_cast<int>(at.y / bucket) * m_columns + static_cast<int>(at.x / bucket));
        ++m_starts[static_cast<std::size_t>(buckets.back()) + 1];
    }
    for (std::size_t k = 1; k < m_starts.size(); ++k)
        m_starts[k] += m_starts[k - 1];

    std::vector<int> next(m_starts.begin(), m_starts.end() - 1);
    m_entries.resize(seen.size());
    for (std::size_t k = 0; k < seen.size(); ++k)
        m_entries[static_cast<std::size_t>(next[static_cast<std::size_t>(buckets[k])]++)] = seen[k];
}

Hover ScreenIndex::nearest(double x, double y, double radius) const {
    auto clamped = [](double pixel, int last) {
        return std::clamp(static_cast<int>(std::floor(pixel / bucket)), 0, std::max(last, 0));
    };
    const int left = clamped(x - radius, m_columns - 1), right = clamped(x + radius, m_columns - 1);
    const int top = clamped(y - radius, m_rows - 1), bottom = clamped(y + radius, m_rows - 1);
    auto visit = [&](auto &&each) {
        for (int row = top; row <= bottom && m_columns > 0; ++row) {
            const auto first = static_cast<std::size_t>(row * m_columns + left);
            const auto last = static_cast<std::size_t>(row * m_columns + right);
            for (int k = m_starts[first]; k < m_starts[last + 1]; ++k) {
                const Entry &entry = m_entries[static_cast<std::size_t>(k)];
                const double distance = std::hypot(entry.x - x, entry.y - y);
                if (distance <= radius)
                    each(entry, distance + (entry.target.jet >= 0 ? jetHandicap : 0));
            }
        }
    };
    double best = 1e9;
    visit([&](const Entry &, double distance) { best = std::min(best, distance); });
    const Entry *found = nullptr;
    visit([&](const Entry &entry, double distance) {
        if (distance <= best + 2 && (!found || entry.depth < found->depth))
            found = &entry;
    });
    return found ? found->target : Hover{};
}

} // namespace quincunx
