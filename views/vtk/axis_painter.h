#pragma once

#include "views/style/theme.h"
#include "views/vtk/orbit_camera.h"

#include <QFont>

class QPainter;

namespace quincunx {

/// Ticks, numbers and titles along edges of a box in space, painted above its picture.
class AxisPainter {
public:
    AxisPainter(QPainter &painter, const ScreenProjection &projection, const Theme &theme);

    /// A mark at `point` with a number on the far side of it as seen from `inside`.
    void tick(const Vector3 &point, const Vector3 &inside, const QString &text);
    /// \param distance from the point [pixels]. A "_" lowers the one letter after it.
    void title(const Vector3 &point, const Vector3 &inside, double distance, const QString &text);
    void line(const Vector3 &from, const Vector3 &to, const QColor &colour);

private:
    QPointF outwards(const Vector3 &point, const Vector3 &inside) const;
    void write(QPointF at, QPointF out, const QString &text, const QFont &font, const QColor &colour);

    QPainter &m_painter;
    const ScreenProjection &m_projection;
    const Theme &m_theme;
    QFont m_font;
};

} // namespace quincunx
