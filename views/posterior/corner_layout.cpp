#include "views/posterior/corner_layout.h"

#include <algorithm>

namespace quincunx {

CornerLayout::CornerLayout(const QRectF &area, double line, std::vector<Extent> extents)
    : m_inner(area.adjusted(panelLeft, 4, -12, -panelBottom(line)))
    , m_extents(std::move(extents)) {
    if (m_extents.size() == 2) // a shape of two parameters should not be drawn out
        m_inner.setHeight(std::min(m_inner.height(), 1.2 * m_inner.width()));
    const double count = m_extents.size() <= 2 ? 1 : static_cast<double>(m_extents.size());
    m_gap = count > 5 ? 3 : 7;
    m_width = (m_inner.width() - (count - 1) * m_gap) / count;
    m_height = (m_inner.height() - (count - 1) * m_gap) / count;
}

bool CornerLayout::has(std::size_t column, std::size_t row) const {
    if (parameters() == 2)
        return column == 0 && row == 1;
    return column <= row && row < parameters();
}

AxisPanel CornerLayout::panel(std::size_t column, std::size_t row) const {
    const bool alone = parameters() <= 2;
    const double x = alone ? 0 : static_cast<double>(column), y = alone ? 0 : static_cast<double>(row);
    return {QRectF(m_inner.left() + x * (m_width + m_gap), m_inner.top() + y * (m_height + m_gap), m_width,
                   m_height),
            m_extents[column], column == row ? Extent{0, 1} : m_extents[row]};
}

bool CornerLayout::find(QPointF pixel, std::size_t &column, std::size_t &row) const {
    for (row = 0; row < parameters(); ++row)
        for (column = 0; column <= row; ++column)
            if (has(column, row) && panel(column, row).frame.contains(pixel))
                return true;
    return false;
}

} // namespace quincunx
