#pragma once

#include "views/inference/inference_style.h"

namespace quincunx {

/// Where the panels of a posterior are: one for one or two parameters, else a corner, in which each parameter
/// has a column and a row, its density on the diagonal and its contours with each other below that.
class CornerLayout {
public:
    /// \param extents of the axes, by parameter. \param line height of a line of text [pixels].
    CornerLayout(const QRectF &area, double line, std::vector<Extent> extents);

    std::size_t parameters() const { return m_extents.size(); }
    /// Whether there is a panel: column == row is a diagonal one.
    bool has(std::size_t column, std::size_t row) const;
    /// The y axis of a diagonal one is from 0 to 1.
    AxisPanel panel(std::size_t column, std::size_t row) const;
    /// Whether the panels are large enough for numbers at their axes.
    bool hasTicks() const { return m_width >= 64 && m_height >= 48; }
    /// The panel at a place; false if there is none.
    bool find(QPointF pixel, std::size_t &column, std::size_t &row) const;

private:
    QRectF m_inner;
    std::vector<Extent> m_extents;
    double m_gap, m_width, m_height; // of a panel
};

} // namespace quincunx
