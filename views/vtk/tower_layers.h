#pragma once

#include "views/vtk/mesh.h"

namespace quincunx {

/// Towers as solid boxes, as lines while the camera moves if they are too many for boxes, with the edges of
/// those that are chosen.
class TowerLayers {
public:
    explicit TowerLayers(std::size_t towers);

    /// \param outline colour of the edges; invalid for none.
    void add(const std::array<Vector3, 4> &base, const std::array<Vector3, 4> &end, const QColor &colour,
             const QColor &outline);
    void moveInto(Drawing &drawing);

private:
    Layer m_boxes, m_lines, m_edges;
    bool m_few; // so few that they can stay boxes under way
};

/// Polylines along the edges of a tower: what is highlighted.
std::vector<std::vector<Vector3>> towerOutline(const std::array<Vector3, 4> &base,
                                               const std::array<Vector3, 4> &end);

} // namespace quincunx
