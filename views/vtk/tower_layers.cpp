#include "views/vtk/tower_layers.h"

namespace quincunx {

TowerLayers::TowerLayers(std::size_t towers) : m_few(towers <= 1200) {
    m_boxes.detail = m_few ? Layer::Detail::Always : Layer::Detail::Still;
    m_lines.detail = Layer::Detail::Moving;
    m_lines.lineWidth = towers > 4000 ? 1 : 2;
    m_edges.lineWidth = 1.4;
}

void TowerLayers::add(const std::array<Vector3, 4> &base, const std::array<Vector3, 4> &end,
                      const QColor &colour, const QColor &outline) {
    m_boxes.mesh.addTower(base, end, colour);
    if (!m_few)
        m_lines.mesh.addLine((base[0] + base[2]) * 0.5, (end[0] + end[2]) * 0.5, colour);
    if (outline.isValid())
        m_edges.mesh.addTowerEdges(base, end, outline);
}

void TowerLayers::moveInto(Drawing &drawing) {
    for (Layer *layer : {&m_boxes, &m_lines, &m_edges})
        drawing.layers.push_back(std::move(*layer));
}

std::vector<std::vector<Vector3>> towerOutline(const std::array<Vector3, 4> &base,
                                               const std::array<Vector3, 4> &end) {
    std::vector<std::vector<Vector3>> lines{{base[0], base[1], base[2], base[3], base[0]},
                                            {end[0], end[1], end[2], end[3], end[0]}};
    for (std::size_t k = 0; k < 4; ++k)
        lines.push_back({base[k], end[k]});
    return lines;
}

} // namespace quincunx
