#include "views/projection/object_grid.h"

#include <algorithm>

namespace quincunx {
namespace {

double squaredDistance(QPointF place, QPointF a, QPointF b) {
    const QPointF along = b - a, to = place - a;
    const double length = QPointF::dotProduct(along, along);
    const double t = length > 0 ? std::clamp(QPointF::dotProduct(to, along) / length, 0.0, 1.0) : 0;
    const QPointF gap = to - along * t;
    return QPointF::dotProduct(gap, gap);
}

} // namespace

ObjectGrid::ObjectGrid(const ProjectedGeometry &geometry) {
    for (std::size_t k = 0; k < geometry.objects.size(); ++k) {
        const ProjectedObject &object = geometry.objects[k];
        const int index = static_cast<int>(k);
        for (std::uint32_t i = 1; i < object.count; ++i)
            m_pieces.push_back(
                {geometry.points[object.first + i - 1], geometry.points[object.first + i], index});
        if (object.hasTower)
            m_pieces.push_back({object.base, object.tip, index});
    }
    if (m_pieces.empty())
        return;
    QPointF low = m_pieces.front().a, high = low;
    for (const Piece &piece : m_pieces)
        for (QPointF place : {piece.a, piece.b}) {
            low = {std::min(low.x(), place.x()), std::min(low.y(), place.y())};
            high = {std::max(high.x(), place.x()), std::max(high.y(), place.y())};
        }
    m_extent = QRectF(low, high).adjusted(-1e-6, -1e-6, 1e-6, 1e-6);

    m_begin.assign(size * size + 1, 0);
    for (const Piece &piece : m_pieces)
        forBuckets(piece.a, piece.b, [&](std::size_t bucket) { ++m_begin[bucket + 1]; });
    for (std::size_t i = 1; i < m_begin.size(); ++i)
        m_begin[i] += m_begin[i - 1];
    m_entries.resize(m_begin.back());
    std::vector<std::uint32_t> next(m_begin.begin(), m_begin.end() - 1);
    for (std::size_t i = 0; i < m_pieces.size(); ++i)
        forBuckets(m_pieces[i].a, m_pieces[i].b,
                   [&](std::size_t bucket) { m_entries[next[bucket]++] = static_cast<std::uint32_t>(i); });
}

int ObjectGrid::column(double x) const {
    return std::clamp(static_cast<int>((x - m_extent.left()) / m_extent.width() * size), 0, size - 1);
}

int ObjectGrid::row(double y) const {
    return std::clamp(static_cast<int>((y - m_extent.top()) / m_extent.height() * size), 0, size - 1);
}

/// Every bucket that the straight piece from a to b touches, once: column by column.
template <class Visit>
void ObjectGrid::forBuckets(QPointF a, QPointF b, Visit visit) const {
    if (a.x() > b.x())
        std::swap(a, b);
    const int first = column(a.x()), last = column(b.x());
    const double slope = b.x() > a.x() ? (b.y() - a.y()) / (b.x() - a.x()) : 0;
    const double width = m_extent.width() / size;
    for (int i = first; i <= last; ++i) {
        const double left = m_extent.left() + i * width;
        const double y0 = i == first ? a.y() : a.y() + slope * (left - a.x());
        const double y1 = i == last ? b.y() : a.y() + slope * (left + width - a.x());
        const int top = row(std::min(y0, y1)), bottom = row(std::max(y0, y1));
        for (int j = top; j <= bottom; ++j)
            visit(static_cast<std::size_t>(j * size + i));
    }
}

int ObjectGrid::nearest(QPointF place, double reach, double tie) const {
    if (m_pieces.empty() || !m_extent.adjusted(-reach, -reach, reach, reach).contains(place))
        return -1;
    const double equal = tie * tie;
    double best = reach * reach;
    int found = -1;
    auto search = [&](int i, int j) {
        if (i < 0 || j < 0 || i >= size || j >= size)
            return;
        const auto bucket = static_cast<std::size_t>(j * size + i);
        // The hardest first. Once one is as near as counts, the others of this bucket are no nearer: that
        // keeps the place where all lines begin as cheap as any other.
        for (std::uint32_t entry = m_begin[bucket + 1]; entry-- > m_begin[bucket];) {
            const Piece &piece = m_pieces[m_entries[entry]];
            const double distance = std::max(squaredDistance(place, piece.a, piece.b), equal);
            if (distance < best || (distance == best && piece.object > found)) {
                best = distance;
                found = piece.object;
            }
            if (distance == equal)
                break;
        }
    };
    // In rings around the place, until they are further away than what was found.
    const int i0 = column(place.x()), j0 = row(place.y());
    const double step = std::min(m_extent.width(), m_extent.height()) / size;
    search(i0, j0);
    for (int ring = 1; ring < size; ++ring) {
        // A place outside the extent is further from the bucket that stands for it: no shortcut there.
        const double nearestOfRing = m_extent.contains(place) ? (ring - 1) * step : (ring - 1) * step - reach;
        if (nearestOfRing > 0 && nearestOfRing * nearestOfRing > best)
            break;
        for (int k = -ring; k <= ring; ++k) {
            search(i0 + k, j0 - ring);
            search(i0 + k, j0 + ring);
        }
        for (int k = -ring + 1; k < ring; ++k) {
            search(i0 - ring, j0 + k);
            search(i0 + ring, j0 + k);
        }
    }
    return found;
}

std::vector<int> objectsEndingIn(const ProjectedGeometry &geometry, const QRectF &area) {
    std::vector<int> inside;
    for (std::size_t k = 0; k < geometry.objects.size(); ++k) {
        const ProjectedObject &object = geometry.objects[k];
        const bool way = object.count > 0 && area.contains(geometry.points[object.first + object.count - 1]);
        if (way || (object.hasTower && area.contains((object.base + object.tip) / 2)))
            inside.push_back(static_cast<int>(k));
    }
    return inside;
}

} // namespace quincunx
