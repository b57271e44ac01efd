#pragma once

#include "views/projection/geometry.h"

namespace quincunx {

/// Which object is nearest to a place: buckets over the plane, each with the line pieces that cross it.
/// Built once per scene; a question costs the pieces of a few buckets.
class ObjectGrid {
public:
    ObjectGrid() = default;
    /// Cost and memory O(objects × buckets crossed): 10⁵ objects in 50 ms and 20 MB.
    explicit ObjectGrid(const ProjectedGeometry &geometry);

    /// Index into geometry.objects of the object within `reach` [m] of `place` [m]; −1 if there is none.
    /// Objects nearer than `tie` [m] are equally near: the hardest of them is taken.
    int nearest(QPointF place, double reach, double tie) const;

private:
    struct Piece {
        QPointF a, b;
        int object;
    };
    template <class Visit>
    void forBuckets(QPointF a, QPointF b, Visit visit) const;
    int column(double x) const;
    int row(double y) const;

    static constexpr int size = 96; // buckets each way
    QRectF m_extent;
    std::vector<Piece> m_pieces;
    std::vector<std::uint32_t> m_begin;   // of each bucket in m_entries, and the end
    std::vector<std::uint32_t> m_entries; // pieces
};

/// Indices into geometry.objects of the objects that end inside `area` [m]: at the calorimeter, or with the
/// middle of their bar. Their beginnings do not count, as all begin at the same place.
std::vector<int> objectsEndingIn(const ProjectedGeometry &geometry, const QRectF &area);

} // namespace quincunx
