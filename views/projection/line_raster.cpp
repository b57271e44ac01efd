#include "views/projection/line_raster.h"

#include <QColor>

#include <algorithm>
#include <cmath>

namespace quincunx {

LineRaster::LineRaster(QImage &image)
    : m_pixels(reinterpret_cast<QRgb *>(image.bits()))
    , m_stride(static_cast<int>(image.bytesPerLine() / 4))
    , m_width(image.width())
    , m_height(image.height())
    , m_ratio(image.devicePixelRatio()) {}

// Source over destination, colour · coverage + pixel (1 − alpha · coverage), in 255² ths.
void LineRaster::blend(QRgb &pixel, unsigned coverage) const {
    const unsigned keep = 255 * 255 - m_colour[0] * coverage;
    auto mix = [&](unsigned colour, unsigned shift) {
        return ((colour * coverage * 255 + ((pixel >> shift) & 255) * keep + 32512) / (255 * 255)) << shift;
    };
    pixel = mix(m_colour[0], 24) | mix(m_colour[1], 16) | mix(m_colour[2], 8) | mix(m_colour[3], 0);
}

void LineRaster::draw(const QLineF &line, const QColor &colour, double width) {
    const QRgb premultiplied = qPremultiply(colour.rgba());
    m_colour[0] = qAlpha(premultiplied);
    m_colour[1] = qRed(premultiplied);
    m_colour[2] = qGreen(premultiplied);
    m_colour[3] = qBlue(premultiplied);

    // u runs along the longer side, v across it.
    const bool steep = std::fabs(line.dy()) > std::fabs(line.dx());
    double u0 = (steep ? line.y1() : line.x1()) * m_ratio, v0 = (steep ? line.x1() : line.y1()) * m_ratio;
    double u1 = (steep ? line.y2() : line.x2()) * m_ratio, v1 = (steep ? line.x2() : line.y2()) * m_ratio;
    if (u0 > u1) {
        std::swap(u0, u1);
        std::swap(v0, v1);
    }
    const double slope = u1 - u0 > 1e-9 ? (v1 - v0) / (u1 - u0) : 0;
    if (!std::isfinite(slope) || !std::isfinite(v0))
        return;
    const double half = width * m_ratio / 2 * std::sqrt(1 + slope * slope);
    const int columns = steep ? m_height : m_width, rows = steep ? m_width : m_height;
    const int first = static_cast<int>(std::floor(std::clamp(u0, 0.0, double(columns))));
    const int last = static_cast<int>(std::ceil(std::clamp(u1, 0.0, double(columns))));
    const int alongStride = steep ? m_stride : 1, acrossStride = steep ? 1 : m_stride;
    for (int u = first; u < last; ++u) {
        const double ends = std::min(u1, u + 1.0) - std::max(u0, double(u)); // of this column
        const double middle = v0 + slope * (u + 0.5 - u0);
        const double low = std::max(middle - half, 0.0), high = std::min(middle + half, double(rows));
        if (!(low < high))
            continue;
        // From here on in 256ths of a pixel.
        const int top = static_cast<int>(low * 256), bottom = static_cast<int>(high * 256);
        const int share = static_cast<int>(std::min(ends, 1.0) * 255 + 0.5);
        QRgb *pixel = m_pixels + u * alongStride + (top >> 8) * acrossStride;
        for (int edge = top & ~255; edge < bottom; edge += 256, pixel += acrossStride) {
            const int covered = std::min(bottom, edge + 256) - std::max(top, edge);
            blend(*pixel, static_cast<unsigned>((covered * share + 128) >> 8));
        }
    }
}

} // namespace quincunx
