#pragma once

#include <QImage>
#include <QLineF>

namespace quincunx {

/// Smooth thin lines straight into the pixels of an image, ten times faster than QPainter draws them; an
/// event is mostly such lines.
///
/// A line covers, in each column (or row, if it is steep), the pixels within half its width of its axis,
/// those at the edge in part. Ends are cut along the pixel grid. Colours blend by source-over.
class LineRaster {
public:
    /// \param image Format_ARGB32_Premultiplied; must outlive this and not be resized. May be painted on by a
    /// QPainter at the same time, from the same thread.
    explicit LineRaster(QImage &image);

    /// \param line and \param width in units of the image's device pixel ratio.
    void draw(const QLineF &line, const QColor &colour, double width);

private:
    void blend(QRgb &pixel, unsigned coverage) const;

    QRgb *m_pixels;
    int m_stride, m_width, m_height;
    double m_ratio;
    unsigned m_colour[4] = {}; // alpha, red, green, blue; premultiplied
};

} // namespace quincunx
