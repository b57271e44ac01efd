#pragma once

#include "views/geometry/section.h"

#include <optional>

namespace quincunx {

struct MatrixCell {
    int row = 0, column = 0;
    bool operator==(const MatrixCell &) const = default;
};

/// Where the matrix of n × n cells and what stands around it are in an area [pixels].
struct MatrixLayout {
    static constexpr double stripWidth = 9, markWidth = 3; // beside the cells: colours, and what is chosen

    QRectF cells;                 ///< the square in which the section is seen
    QRectF rowStrip, columnStrip; ///< along its left and its upper side
    QRectF bar;                   ///< of colours, at its right

    MatrixLayout() = default;
    /// \param titled leaves room for a title above.
    MatrixLayout(const QRectF &area, bool titled);

    /// The cell at `pixel`; beside the cells, on a strip or its ticks, that of the diagonal.
    std::optional<MatrixCell> cellAt(QPointF pixel, const Section &section, int n) const;
    /// The rows or columns first … last, clipped to the cells; empty if out of sight.
    QRectF rows(int first, int last, const Section &section, int n) const;
    QRectF columns(int first, int last, const Section &section, int n) const;
    QRectF cell(MatrixCell at, const Section &section, int n) const {
        return rows(at.row, at.row, section, n) & columns(at.column, at.column, section, n);
    }
};

} // namespace quincunx
