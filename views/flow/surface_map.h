#pragma once

#include "core/manifold_flow/flow_chart.h"
#include "views/style/theme.h"

#include <QImage>
#include <QPainterPath>
#include <QRectF>

#include <optional>

namespace quincunx {

/// Where a surface lies in a picture: the torus as a square of two angles, the sphere in Mollweide's map, on
/// which equal areas are equal. Angle 0 is at the left of the square, in the middle of the map.
class SurfaceMap {
public:
    SurfaceMap(bool sphere, const QRectF &room);

    const QRectF &frame() const { return m_frame; } ///< as large as the room allows
    QPainterPath outline() const;

    /// \param angle azimuth or θ_across. \param up height in [−1, 1] or θ_up.
    QPointF pixel(double angle, double up) const;
    /// Of a pixel; nothing beside the map.
    std::optional<std::pair<double, double>> place(QPointF pixel) const;

    /// The cells of a chart, in colours of their value; transparent beside the map.
    template <class Colour>
    QImage image(const FlowChart &chart, double scale, const Colour &colourOfCell) const {
        QImage image((m_frame.size() * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        for (int y = 0; y < image.height(); ++y) {
            auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
            for (int x = 0; x < image.width(); ++x)
                if (const auto at = place(m_frame.topLeft() + QPointF(x + 0.5, y + 0.5) / scale))
                    line[x] = colourOfCell(cellAt(chart, at->first, at->second)).rgba();
        }
        return image;
    }

    static std::size_t cellAt(const FlowChart &chart, double angle, double up);

private:
    bool m_sphere;
    QRectF m_frame;
};

} // namespace quincunx
