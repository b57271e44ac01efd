#include "views/matrix/matrix_layout.h"

#include <algorithm>
#include <cmath>

namespace quincunx {

MatrixLayout::MatrixLayout(const QRectF &area, bool titled) {
    constexpr double gap = 2, beside = stripWidth + gap + markWidth + 1;
    constexpr double left = 62 + beside, right = 88, bottom = 26; // ticks and titles
    const double top = (titled ? 30 : 8) + beside;
    const double side =
        std::max(16., std::floor(std::min(area.width() - left - right, area.height() - top - bottom)));
    const double x = area.left() + std::floor(std::max(0., (area.width() - left - side - right) / 2)) + left;
    const double spare = std::floor(std::max(0., (area.height() - top - side - bottom) / 2));
    cells = QRectF(x, area.top() + spare + top, side, side);
    rowStrip = QRectF(cells.left() - gap - stripWidth, cells.top(), stripWidth, side);
    columnStrip = QRectF(cells.left(), cells.top() - gap - stripWidth, side, stripWidth);
    bar = QRectF(cells.right() + 14, cells.top(), 12, side);
}

std::optional<MatrixCell> MatrixLayout::cellAt(QPointF pixel, const Section &section, int n) const {
    const QPointF unit = section.toUnit(pixel, cells) * n;
    const int row = std::clamp(static_cast<int>(unit.y()), 0, std::max(0, n - 1));
    const int column = std::clamp(static_cast<int>(unit.x()), 0, std::max(0, n - 1));
    const bool besideX = pixel.x() < cells.left() && pixel.x() > cells.left() - 62;
    const bool aboveY = pixel.y() < cells.top() && pixel.y() > columnStrip.top() - markWidth - 2;
    const bool inX = pixel.x() >= cells.left() && pixel.x() < cells.right();
    const bool inY = pixel.y() >= cells.top() && pixel.y() < cells.bottom();
    if (n < 1 || !((inX && inY) || (besideX && inY) || (inX && aboveY)))
        return {};
    return MatrixCell{aboveY ? column : row, besideX ? row : column};
}

QRectF MatrixLayout::rows(int first, int last, const Section &section, int n) const {
    const double top = section.toPixel({0, 1. * first / n}, cells).y();
    const double bottom = section.toPixel({0, (last + 1.) / n}, cells).y();
    return QRectF(cells.left(), top, cells.width(), bottom - top) & cells;
}

QRectF MatrixLayout::columns(int first, int last, const Section &section, int n) const {
    const double left = section.toPixel({1. * first / n, 0}, cells).x();
    const double right = section.toPixel({(last + 1.) / n, 0}, cells).x();
    return QRectF(left, cells.top(), right - left, cells.height()) & cells;
}

} // namespace quincunx
